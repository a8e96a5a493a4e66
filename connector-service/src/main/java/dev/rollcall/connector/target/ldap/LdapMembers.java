package dev.rollcall.connector.target.ldap;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.SearchResultEntry;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.delivery.core.MemberGap;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Membership by DN. A group holds the names of its members, so that whoever is renamed or deleted
/// is looked for in groups: Active Directory does it by itself, other servers where a module is
/// switched on that not all have.
final class LdapMembers {
  private final LdapEndpoint endpoint;
  private final LdapEntries entries;
  private final LdapSession session;

  LdapMembers(LdapEndpoint endpoint, LdapEntries entries, LdapSession session) {
    this.endpoint = endpoint;
    this.entries = entries;
    this.session = session;
  }

  void add(String groupDn, List<MemberGap> members) throws LdapFailedException {
    List<String> dns = names(members, MemberGap::linkedRemoteId);
    // Who is inactive by having no entry gets the membership back with the entry.
    boolean mayLack = endpoint.disabling() instanceof Disabling.Deletion;
    if (dns.size() < members.size() && !mayLack) {
      throw LdapFailures.failed(
          FailureKind.CONFLICT, "The target has the group and misses one of these members");
    }
    change(groupDn, ModificationType.ADD, dns);
  }

  void remove(String groupDn, List<MemberGap> members) throws LdapFailedException {
    change(groupDn, ModificationType.DELETE, names(members, MemberGap::removableRemoteId));
  }

  private void change(String groupDn, ModificationType type, List<String> dns)
      throws LdapFailedException {
    if (!dns.isEmpty()) {
      var change = new Modification(type, endpoint.memberAttribute(), dns.toArray(String[]::new));
      session.modifyEach(groupDn, List.of(change));
    }
  }

  /// What members are called now: one search for each type.
  private List<String> names(List<MemberGap> members, Function<MemberGap, @Nullable String> id)
      throws LdapFailedException {
    var dns = new ArrayList<String>();
    for (String type : List.of("User", "Group")) {
      List<Filter> ids = new ArrayList<>();
      for (MemberGap member : members) {
        String remoteId = id.apply(member);
        // What has left our directory has no type there any more.
        boolean may = member.memberType().equals(type) || member.memberType().isEmpty();
        if (may && remoteId != null && !LdapApp.isAbsent(remoteId)) {
          ids.add(entries.byId(remoteId));
        }
      }
      if (!ids.isEmpty()) {
        String base = endpoint.layout(type).base();
        session.list(base, Filter.createORFilter(ids), "1.1").stream()
            .map(SearchResultEntry::getDN)
            .forEach(dns::add);
      }
    }
    return dns;
  }

  /// Groups that know a member by its former name learn the present one: the new value first, so
  /// that nobody is lost in between. Names that differ in letter case alone are one value to the
  /// server, which has to go before it can come otherwise.
  void renamed(String before, String now) throws LdapFailedException {
    String name = endpoint.memberAttribute();
    var add = new Modification(ModificationType.ADD, name, now);
    var delete = new Modification(ModificationType.DELETE, name, before);
    boolean same = LdapEntries.normalized(before).equals(LdapEntries.normalized(now));
    for (SearchResultEntry group : groupsOf(before)) {
      session.modifyEach(group.getDN(), same ? List.of(delete, add) : List.of(add, delete));
    }
  }

  /// Groups lose a member.
  void gone(String dn) throws LdapFailedException {
    for (SearchResultEntry group : groupsOf(dn)) {
      change(group.getDN(), ModificationType.DELETE, List.of(dn));
    }
  }

  private List<SearchResultEntry> groupsOf(String dn) throws LdapFailedException {
    return session.list(
        endpoint.groups().base(),
        Filter.createEqualityFilter(endpoint.memberAttribute(), dn),
        "1.1");
  }
}

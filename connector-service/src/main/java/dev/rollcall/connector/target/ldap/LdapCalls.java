package dev.rollcall.connector.target.ldap;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.SearchResultEntry;
import dev.rollcall.connector.delivery.core.Answer;
import dev.rollcall.connector.delivery.core.Answer.Created;
import dev.rollcall.connector.delivery.core.Answer.Done;
import dev.rollcall.connector.delivery.core.Answer.Found;
import dev.rollcall.connector.delivery.core.Answer.NotFound;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.delivery.core.MemberGap;
import dev.rollcall.schemas.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The actions on one type of resource, as conversations with the directory. Blocking.
final class LdapCalls {
  private final LdapEndpoint endpoint;
  private final LdapEntries entries;
  private final LdapSession session;
  private final LdapMembers members;
  private final String type;
  private final Layout layout;

  LdapCalls(LdapEndpoint endpoint, LdapSession session, String type) {
    this.endpoint = endpoint;
    this.entries = new LdapEntries(endpoint);
    this.session = session;
    this.members = new LdapMembers(endpoint, entries, session);
    this.type = type;
    this.layout = endpoint.layout(type);
  }

  Answer create(JsonObject shape) throws LdapFailedException {
    LdapShape wanted = LdapShape.of(layout, type, shape);
    if (isWithoutEntry(wanted)) {
      return new Created(LdapApp.absent(wanted.id()), null);
    }
    String dn = LdapEntries.rdn(layout, wanted.name()) + "," + layout.base();
    var attributes = new ArrayList<>(entries.attributes(type, wanted));
    String manager = dnOf(wanted.manager());
    if (manager != null) {
      attributes.add(new Attribute("manager", manager));
    }
    session.add(dn, attributes);
    SearchResultEntry made =
        session
            .read(dn, endpoint.entryId())
            .orElseThrow(() ->
                LdapFailures.failed(
                    FailureKind.UNUSABLE_ANSWER, "The target created an entry and hides it"));
    return new Created(entries.id(made), null);
  }

  /// Our id first, since it names us as the owner; then the name, under which an entry may have
  /// been made by hand.
  Answer resolve(JsonObject shape) throws LdapFailedException {
    LdapShape wanted = LdapShape.of(layout, type, shape);
    Set<String> names = entries.wanted(layout, wanted.attributes().keySet());
    Optional<SearchResultEntry> found = Optional.empty();
    if (!wanted.id().isEmpty()) {
      found = session.find(layout.base(), equal(layout.idAttribute(), wanted.id()), names);
    }
    if (found.isEmpty()) {
      Filter match = equal(layout.matchAttribute(), wanted.match(layout));
      found = session.find(layout.base(), match, names);
    }
    return found.isEmpty() ? new NotFound() : seen(found.get());
  }

  Answer reread(String remoteId) throws LdapFailedException {
    // All attributes of a group would bring all its members.
    Set<String> names = type.equals("User") ? Set.of("*") : Set.of("description");
    Optional<SearchResultEntry> found = find(remoteId, names);
    return found.isEmpty() ? new NotFound() : seen(found.get());
  }

  Answer update(String remoteId, JsonObject shadow, JsonObject shape) throws LdapFailedException {
    LdapShape before = LdapShape.of(layout, type, shadow);
    LdapShape after = LdapShape.of(layout, type, shape);
    if (isWithoutEntry(after)) {
      return withoutEntry(remoteId);
    }
    SearchResultEntry entry = present(remoteId);
    String dn = renamed(entry.getDN(), before, after);
    List<Modification> changes = new ArrayList<>(entries.changes(layout, before, after));
    if (before.active() != after.active()) {
      changes.addAll(entries.activity(entry, after.active()));
    }
    if (!Objects.equals(before.manager(), after.manager())) {
      String manager = dnOf(after.manager());
      String[] values = manager == null ? new String[0] : new String[] {manager};
      changes.add(new Modification(ModificationType.REPLACE, "manager", values));
    }
    session.modify(dn, changes);
    return new Done(null);
  }

  /// The former name is looked for in groups even where the entry has its new one: an attempt may
  /// have ended between the two.
  private String renamed(String dn, LdapShape before, LdapShape after) throws LdapFailedException {
    RDN name = LdapEntries.rdn(layout, after.name());
    String now = dn;
    if (!LdapEntries.isNamed(dn, name)) {
      now = LdapEntries.renamed(dn, name);
      session.rename(dn, name);
    }
    if (!before.name().isEmpty() && !before.name().equals(after.name()) && groupsNeedUs()) {
      members.renamed(LdapEntries.renamed(dn, LdapEntries.rdn(layout, before.name())), now);
    }
    return now;
  }

  Answer activity(String remoteId, boolean active) throws LdapFailedException {
    if (endpoint.disabling() instanceof Disabling.Deletion && !active) {
      return withoutEntry(remoteId);
    }
    SearchResultEntry entry = present(remoteId);
    session.modify(entry.getDN(), entries.activity(entry, active));
    return new Done(null);
  }

  Answer delete(String remoteId) throws LdapFailedException {
    SearchResultEntry entry = present(remoteId);
    remove(entry);
    return new Done(null);
  }

  Answer addMembers(String remoteId, List<MemberGap> gaps) throws LdapFailedException {
    members.add(present(remoteId).getDN(), gaps);
    return new Done(null);
  }

  Answer removeMembers(String remoteId, List<MemberGap> gaps) throws LdapFailedException {
    members.remove(present(remoteId).getDN(), gaps);
    return new Done(null);
  }

  private Answer withoutEntry(String remoteId) throws LdapFailedException {
    Optional<SearchResultEntry> entry = find(remoteId, Set.of());
    if (entry.isPresent()) {
      remove(entry.get());
    }
    return new Done(null);
  }

  private void remove(SearchResultEntry entry) throws LdapFailedException {
    if (groupsNeedUs()) {
      members.gone(entry.getDN());
    }
    session.delete(entry.getDN());
  }

  private boolean groupsNeedUs() {
    return !endpoint.activeDirectory();
  }

  private boolean isWithoutEntry(LdapShape shape) {
    return type.equals("User")
        && !shape.active()
        && endpoint.disabling() instanceof Disabling.Deletion;
  }

  private SearchResultEntry present(String remoteId) throws LdapFailedException {
    return find(remoteId, Set.of())
        .orElseThrow(() ->
            LdapFailures.failed(FailureKind.VANISHED, "The target has no such entry any more"));
  }

  private Optional<SearchResultEntry> find(String remoteId, Set<String> names)
      throws LdapFailedException {
    return LdapApp.isAbsent(remoteId)
        ? Optional.empty()
        : session.find(layout.base(), entries.byId(remoteId), entries.wanted(layout, names));
  }

  private @Nullable String dnOf(@Nullable String managerRemoteId) throws LdapFailedException {
    if (managerRemoteId == null || LdapApp.isAbsent(managerRemoteId)) {
      return null;
    }
    return session
        .find(endpoint.users().base(), entries.byId(managerRemoteId), Set.of("1.1"))
        .map(SearchResultEntry::getDN)
        .orElse(null);
  }

  private Answer seen(SearchResultEntry entry) throws LdapFailedException {
    return new Found(entries.id(entry), null, entries.json(type, entry));
  }

  private static Filter equal(String attribute, String value) {
    return Filter.createEqualityFilter(attribute, value);
  }
}

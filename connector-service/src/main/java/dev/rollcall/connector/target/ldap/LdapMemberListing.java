package dev.rollcall.connector.target.ldap;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.target.ReadableApp.Portion.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The members of one group by their names, all at once or in the ranges that Active Directory cuts
/// them into (`member;range=0-1499`). Blocking.
final class LdapMemberListing implements LdapReading<String> {
  private static final Pattern RANGE =
      Pattern.compile(";range=(\\d+)-(\\d+|\\*)$", Pattern.CASE_INSENSITIVE);

  private final LdapEndpoint endpoint;
  private final LdapEntries entries;
  private final LdapReads reads;
  private final String remoteId;
  private long from;

  LdapMemberListing(LdapEndpoint endpoint, LdapReads reads, String remoteId) {
    this.endpoint = endpoint;
    this.entries = new LdapEntries(endpoint);
    this.reads = reads;
    this.remoteId = remoteId;
  }

  @Override
  public Page<String> next() throws LdapFailedException {
    String name = endpoint.memberAttribute();
    String asked = from == 0 ? name : name + ";range=" + from + "-*";
    var request =
        new SearchRequest(endpoint.groups().base(), SearchScope.SUB, entries.byId(remoteId), asked);
    // They are null only where a listener takes them.
    List<SearchResultEntry> found =
        Objects.requireNonNull(reads.search(request).getSearchEntries());
    if (found.size() != 1) {
      throw LdapFailures.failed(FailureKind.VANISHED, "The target does not show the group");
    }
    return page(found.getFirst());
  }

  private Page<String> page(SearchResultEntry group) throws LdapFailedException {
    Attribute ranged = null;
    Attribute whole = null;
    for (Attribute each : group.getAttributes()) {
      if (each.getBaseName().equalsIgnoreCase(endpoint.memberAttribute())) {
        if (RANGE.matcher(each.getName()).find()) {
          ranged = each;
        } else {
          whole = each;
        }
      }
    }
    return ranged == null
        ? new Page<>(names(whole), true)
        : new Page<>(names(ranged), isLast(ranged));
  }

  private boolean isLast(Attribute ranged) throws LdapFailedException {
    Matcher range = RANGE.matcher(ranged.getName());
    if (!range.find() || range.group(2).equals("*")) {
      return true;
    }
    long next = Long.parseLong(range.group(2)) + 1;
    if (next <= from) {
      throw LdapFailures.failed(
          FailureKind.UNUSABLE_ANSWER, "The target shows the same range of members again");
    }
    from = next;
    return false;
  }

  /// The placeholder that keeps a group from being empty is no member.
  private List<String> names(@Nullable Attribute attribute) throws LdapFailedException {
    var names = new ArrayList<String>();
    if (attribute != null) {
      String empty = endpoint.emptyMember();
      String placeholder = empty == null ? "" : LdapEntries.normalized(empty);
      for (String value : attribute.getValues()) {
        String name = LdapEntries.normalized(value);
        if (!name.equals(placeholder)) {
          names.add(name);
        }
      }
    }
    return names;
  }

  @Override
  public void close() {
    reads.close();
  }
}

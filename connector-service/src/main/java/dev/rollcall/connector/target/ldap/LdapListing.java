package dev.rollcall.connector.target.ldap;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.target.ReadableApp.Portion.Page;
import dev.rollcall.connector.target.ReadableApp.Shown;
import java.util.ArrayList;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All entries of a type below its base, page by page (RFC 2696). Blocking.
final class LdapListing implements LdapReading<Shown> {
  private final LdapEndpoint endpoint;
  private final LdapEntries entries;
  private final LdapReads reads;
  private final String type;
  private final int pageSize;
  private @Nullable ASN1OctetString cookie;

  LdapListing(LdapEndpoint endpoint, LdapReads reads, String type, int pageSize) {
    this.endpoint = endpoint;
    this.entries = new LdapEntries(endpoint);
    this.reads = reads;
    this.type = type;
    this.pageSize = pageSize;
  }

  @Override
  public Page<Shown> next() throws LdapFailedException {
    Layout layout = endpoint.layout(type);
    // As they are read alone: all attributes of a group would bring all its members.
    Set<String> names = type.equals("User") ? Set.of("*") : Set.of("description");
    var request =
        new SearchRequest(
            layout.base(),
            SearchScope.SUB,
            filter(layout),
            entries.wanted(layout, names).toArray(String[]::new));
    request.addControl(new SimplePagedResultsControl(pageSize, cookie));
    SearchResult result = reads.search(request);
    var shown = new ArrayList<Shown>();
    // They are null only where a listener takes them.
    for (SearchResultEntry entry : Objects.requireNonNull(result.getSearchEntries())) {
      shown.add(shown(layout, entry));
    }
    cookie = cookie(result);
    return new Page<>(shown, cookie == null);
  }

  /// Active Directory's computers are users too, by their class.
  private Filter filter(Layout layout) {
    var all = new ArrayList<Filter>();
    layout.classes().forEach(it -> all.add(Filter.createEqualityFilter("objectClass", it)));
    if (endpoint.activeDirectory() && type.equals("User")) {
      all.add(Filter.createEqualityFilter("objectCategory", "person"));
    }
    return Filter.createANDFilter(all);
  }

  private Shown shown(Layout layout, SearchResultEntry entry) throws LdapFailedException {
    return new Shown(
        entries.id(entry),
        LdapEntries.normalized(entry.getDN()),
        entry.getAttributeValue(layout.idAttribute()),
        entries.json(type, entry),
        entry.getAttributeValue(layout.matchAttribute()));
  }

  private @Nullable ASN1OctetString cookie(SearchResult result) throws LdapFailedException {
    try {
      SimplePagedResultsControl control = SimplePagedResultsControl.get(result);
      return control != null && control.moreResultsToReturn() ? control.getCookie() : null;
    } catch (LDAPException e) {
      throw reads.failures().of(e, FailureKind.UNUSABLE_ANSWER);
    }
  }

  @Override
  public void close() {
    reads.close();
  }
}

package dev.rollcall.connector.target.ldap;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.AddRequest;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DeleteRequest;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPRequest;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModifyDNRequest;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.PermissiveModifyRequestControl;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import dev.rollcall.connector.delivery.core.FailureKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What one action asks of a directory, all within one time limit. Blocking.
final class LdapSession {
  private static final int PAGE = 500;

  private final LDAPConnectionPool pool;
  private final LdapFailures failures;
  private final long endNanos;

  LdapSession(LDAPConnectionPool pool, LdapFailures failures, Duration total) {
    this.pool = pool;
    this.failures = failures;
    this.endNanos = System.nanoTime() + total.toNanos();
  }

  /// Returns the one entry below a base that a filter matches.
  Optional<SearchResultEntry> find(String base, Filter filter, Collection<String> attributes)
      throws LdapFailedException {
    var request =
        new SearchRequest(base, SearchScope.SUB, filter, attributes.toArray(String[]::new));
    request.setSizeLimit(2);
    List<SearchResultEntry> entries = entries(search(request));
    if (entries.size() > 1) {
      throw LdapFailures.failed(
          FailureKind.REFUSED, "More than one entry of the target matches what must be one");
    }
    return entries.stream().findFirst();
  }

  /// Returns all entries below a base that a filter matches, page by page.
  List<SearchResultEntry> list(String base, Filter filter, String... attributes)
      throws LdapFailedException {
    var all = new ArrayList<SearchResultEntry>();
    @Nullable ASN1OctetString cookie = null;
    do {
      var request = new SearchRequest(base, SearchScope.SUB, filter, attributes);
      request.addControl(new SimplePagedResultsControl(PAGE, cookie));
      SearchResult result = search(request);
      all.addAll(entries(result));
      cookie = cookie(result);
    } while (cookie != null);
    return all;
  }

  /// Reads an entry by its name.
  Optional<SearchResultEntry> read(String dn, String... attributes) throws LdapFailedException {
    var request =
        new SearchRequest(
            dn, SearchScope.BASE, Filter.createPresenceFilter("objectClass"), attributes);
    request.setResponseTimeoutMillis(left());
    try {
      return entries(pool.search(request)).stream().findFirst();
    } catch (LDAPSearchException e) {
      if (e.getResultCode().equals(ResultCode.NO_SUCH_OBJECT)) {
        return Optional.empty();
      }
      throw failures.of(e, FailureKind.VANISHED);
    }
  }

  void add(String dn, List<Attribute> attributes) throws LdapFailedException {
    var request = limited(new AddRequest(dn, attributes));
    try {
      pool.add(request);
    } catch (LDAPException e) {
      throw failures.of(e, FailureKind.UNAUTHORIZED);
    }
  }

  void modify(String dn, List<Modification> changes) throws LdapFailedException {
    if (changes.isEmpty()) {
      return;
    }
    try {
      tryModify(dn, changes);
    } catch (LDAPException e) {
      throw failures.of(e, FailureKind.VANISHED);
    }
  }

  /// The same for values of an attribute, of which some may be there, or gone, already.
  void modifyEach(String dn, List<Modification> changes) throws LdapFailedException {
    try {
      tryModify(dn, changes);
    } catch (LDAPException e) {
      if (!isRepetition(e)) {
        throw failures.of(e, FailureKind.VANISHED);
      }
      for (Modification change : changes) {
        for (String value : change.getValues()) {
          one(dn, new Modification(change.getModificationType(), change.getAttributeName(), value));
        }
      }
    }
  }

  private void one(String dn, Modification change) throws LdapFailedException {
    try {
      tryModify(dn, List.of(change));
    } catch (LDAPException e) {
      if (!isRepetition(e)) {
        throw failures.of(e, FailureKind.VANISHED);
      }
    }
  }

  private void tryModify(String dn, List<Modification> changes)
      throws LDAPException, LdapFailedException {
    var request = limited(new ModifyRequest(dn, changes));
    // Where a server knows it, a value that is there is no error; others ignore it.
    request.addControl(new PermissiveModifyRequestControl(false));
    pool.modify(request);
  }

  void rename(String dn, RDN name) throws LdapFailedException {
    var request = limited(new ModifyDNRequest(dn, name.toString(), true));
    try {
      pool.modifyDN(request);
    } catch (LDAPException e) {
      throw failures.of(e, FailureKind.VANISHED);
    }
  }

  void delete(String dn) throws LdapFailedException {
    var request = limited(new DeleteRequest(dn));
    try {
      pool.delete(request);
    } catch (LDAPException e) {
      throw failures.of(e, FailureKind.VANISHED);
    }
  }

  /// They are null only where a listener takes them.
  private static List<SearchResultEntry> entries(SearchResult result) {
    return Objects.requireNonNull(result.getSearchEntries());
  }

  private SearchResult search(SearchRequest request) throws LdapFailedException {
    request.setResponseTimeoutMillis(left());
    try {
      return pool.search(request);
    } catch (LDAPSearchException e) {
      // That the base is missing, or hidden from us, says nothing about one entry.
      throw failures.of(e, FailureKind.UNAUTHORIZED);
    }
  }

  private <R extends LDAPRequest> R limited(R request) throws LdapFailedException {
    request.setResponseTimeoutMillis(left());
    return request;
  }

  private long left() throws LdapFailedException {
    long millis = TimeUnit.NANOSECONDS.toMillis(endNanos - System.nanoTime());
    if (millis <= 0) {
      throw LdapFailures.failed(FailureKind.TIMEOUT, "No answer within the time limit");
    }
    return millis;
  }

  private @Nullable ASN1OctetString cookie(SearchResult result) throws LdapFailedException {
    try {
      SimplePagedResultsControl control = SimplePagedResultsControl.get(result);
      return control != null && control.moreResultsToReturn() ? control.getCookie() : null;
    } catch (LDAPException e) {
      throw failures.of(e, FailureKind.UNUSABLE_ANSWER);
    }
  }

  private static boolean isRepetition(LDAPException e) {
    return e.getResultCode().equals(ResultCode.ATTRIBUTE_OR_VALUE_EXISTS)
        || e.getResultCode().equals(ResultCode.NO_SUCH_ATTRIBUTE);
  }
}

package dev.rollcall.connector.target.ldap;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import dev.rollcall.connector.delivery.core.FailureKind;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Searches on one connection that is kept until the end: servers know a cookie on the connection
/// on which they gave it. Blocking.
final class LdapReads {
  private final LDAPConnectionPool pool;
  private final LdapFailures failures;
  private final Duration total;
  private final AtomicReference<@Nullable LDAPConnection> connection = new AtomicReference<>();
  private volatile boolean searching;
  private volatile boolean closed;

  LdapReads(LDAPConnectionPool pool, LdapFailures failures, Duration total) {
    this.pool = pool;
    this.failures = failures;
    this.total = total;
  }

  SearchResult search(SearchRequest request) throws LdapFailedException {
    request.setResponseTimeoutMillis(total.toMillis());
    searching = true;
    try {
      return dialled().search(request);
    } catch (LDAPException e) {
      closed = true;
      release(true);
      throw failures.of(e, FailureKind.UNAUTHORIZED);
    } finally {
      searching = false;
      if (closed) {
        release(false);
      }
    }
  }

  private LDAPConnection dialled() throws LDAPException, LdapFailedException {
    LDAPConnection now = connection.get();
    if (now == null && !closed) {
      now = pool.getConnection();
      connection.set(now);
    }
    if (now == null) {
      throw LdapFailures.failed(FailureKind.TIMEOUT, "The reading was ended");
    }
    return now;
  }

  /// Waits for nobody: a search that is under way loses its connection.
  void close() {
    closed = true;
    release(searching);
  }

  private void release(boolean defunct) {
    LDAPConnection now = connection.getAndSet(null);
    if (now != null && defunct) {
      pool.releaseDefunctConnection(now);
    } else if (now != null) {
      pool.releaseConnection(now);
    }
  }

  LdapFailures failures() {
    return failures;
  }
}

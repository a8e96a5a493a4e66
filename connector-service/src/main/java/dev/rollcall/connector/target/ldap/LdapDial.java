package dev.rollcall.connector.target.ldap;

import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.NameResolver;
import com.unboundid.ldap.sdk.OperationType;
import com.unboundid.ldap.sdk.PostConnectProcessor;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.SingleServerSet;
import com.unboundid.ldap.sdk.StartTLSPostConnectProcessor;
import com.unboundid.util.ssl.HostNameSSLSocketVerifier;
import dev.rollcall.connector.outbound.Addresses;
import dev.rollcall.connector.target.Certificates;
import dev.rollcall.connector.target.Site;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// Makes the connections to one directory: the address that is dialled is the one that was checked,
/// and nothing is said before TLS stands.
final class LdapDial {
  /// Directories end connections that idle; ours are renewed before.
  private static final Duration CONNECTION_AGE_MAX = Duration.ofMinutes(5);

  private static final int MESSAGE_BYTES_MAX = 4 * 1024 * 1024;

  private final LdapEndpoint endpoint;
  private final Site site;

  LdapDial(LdapEndpoint endpoint, Site site) {
    this.endpoint = endpoint;
    this.site = site;
  }

  Site site() {
    return site;
  }

  /// Returns connections that are made when they are first needed.
  LDAPConnectionPool open() throws LDAPException {
    String host = endpoint.url().getHost();
    SSLContext tls = endpoint.isTls() || endpoint.startTls() ? tls() : null;
    SingleServerSet server =
        tls != null && endpoint.isTls()
            ? new SingleServerSet(host, endpoint.port(), tls.getSocketFactory(), options())
            : new SingleServerSet(host, endpoint.port(), options());
    PostConnectProcessor upgrade =
        tls == null || endpoint.isTls() ? null : new StartTLSPostConnectProcessor(tls);
    var bind =
        new SimpleBindRequest(endpoint.credentials().bindDn(), endpoint.credentials().password());
    var pool = new LDAPConnectionPool(server, bind, 0, site.rule().inFlightMax(), upgrade, false);
    pool.setConnectionPoolName("target-" + site.rule().name());
    pool.setMaxConnectionAgeMillis(CONNECTION_AGE_MAX.toMillis());
    // A search may be asked again on a new connection; a change might be made twice.
    pool.setRetryFailedOperationsDueToInvalidConnections(Set.of(OperationType.SEARCH));
    return pool;
  }

  private LDAPConnectionOptions options() {
    var options = new LDAPConnectionOptions();
    options.setNameResolver(new CheckedNames(site.addresses(endpoint.wire())));
    options.setConnectTimeoutMillis(Math.toIntExact(site.tools().limits().connect().toMillis()));
    options.setResponseTimeoutMillis(site.rule().total().toMillis());
    options.setAbandonOnTimeout(true);
    options.setFollowReferrals(false);
    options.setUseSynchronousMode(true);
    options.setMaxMessageSize(MESSAGE_BYTES_MAX);
    options.setSSLSocketVerifier(new HostNameSSLSocketVerifier(true));
    return options;
  }

  private SSLContext tls() {
    try {
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(authorities());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("These certificates were read before", e);
    }
  }

  /// Null stands for the authorities that Java trusts.
  private @Nullable KeyStore authorities() throws GeneralSecurityException, IOException {
    if (endpoint.certificates().isEmpty()) {
      return null;
    }
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int number = 0;
    for (X509Certificate each : Certificates.read(endpoint.certificates())) {
      store.setCertificateEntry("authority-" + number++, each);
    }
    return store;
  }

  /// Names are resolved where the connection is dialled.
  private static final class CheckedNames extends NameResolver {
    private final Addresses addresses;

    CheckedNames(Addresses addresses) {
      this.addresses = addresses;
    }

    @Override
    public InetAddress getByName(@Nullable String host) throws UnknownHostException {
      return addresses.dial(host == null ? "" : host);
    }

    @Override
    public InetAddress[] getAllByName(@Nullable String host) throws UnknownHostException {
      return new InetAddress[] {getByName(host)};
    }

    @Override
    public void toString(StringBuilder buffer) {
      buffer.append("CheckedNames");
    }
  }
}

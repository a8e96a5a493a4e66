package dev.rollcall.connector.target.sql;

import dev.rollcall.connector.outbound.Addresses;
import dev.rollcall.connector.outbound.Wire;
import dev.rollcall.connector.target.Certificates;
import dev.rollcall.connector.target.Site;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.postgresql.client.DefaultHostnameVerifier;
import io.r2dbc.postgresql.client.SSLMode;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import java.net.InetAddress;
import java.security.cert.CertificateException;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Makes the connections to one database: the address that is dialled is the one that was checked,
/// and the certificate must be that of the name that was asked for.
final class SqlDial {
  private static final int CONNECTIONS_MAX = 8;
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final Duration AGE_MAX = Duration.ofMinutes(10);

  private final SqlEndpoint endpoint;
  private final Site site;

  SqlDial(SqlEndpoint endpoint, Site site) {
    this.endpoint = endpoint;
    this.site = site;
  }

  /// Returns connections that are made when they are first needed.
  ConnectionPool open() {
    return new ConnectionPool(
        ConnectionPoolConfiguration.builder(new Checked())
            .name("target-" + site.rule().name())
            .initialSize(0)
            .maxSize(Math.min(site.rule().inFlightMax(), CONNECTIONS_MAX))
            .maxIdleTime(IDLE)
            .maxLifeTime(AGE_MAX)
            .maxAcquireTime(site.rule().total())
            .build());
  }

  /// Looks the name up for every connection, and dials what it has looked up.
  private final class Checked implements ConnectionFactory {
    private final Addresses addresses = site.addresses(Wire.of(endpoint.tls()));

    @Override
    public Mono<? extends Connection> create() {
      return Mono.fromCallable(() -> addresses.dial(endpoint.url().getHost()))
          .subscribeOn(Schedulers.boundedElastic())
          .flatMap(address -> new PostgresqlConnectionFactory(configuration(address)).create());
    }

    @Override
    public ConnectionFactoryMetadata getMetadata() {
      return () -> "PostgreSQL";
    }
  }

  private PostgresqlConnectionConfiguration configuration(InetAddress address) {
    var builder =
        PostgresqlConnectionConfiguration.builder()
            .host(address.getHostAddress())
            .port(endpoint.port())
            .database(endpoint.database())
            .username(endpoint.credentials().user())
            .password(endpoint.credentials().password())
            .applicationName("rollcall")
            .connectTimeout(site.tools().limits().connect())
            .statementTimeout(site.rule().total())
            .sslMode(endpoint.tls() ? SSLMode.VERIFY_FULL : SSLMode.DISABLE);
    if (endpoint.tls()) {
      String host = endpoint.url().getHost();
      builder.sslHostnameVerifier(
          (_, session) -> DefaultHostnameVerifier.INSTANCE.verify(host, session));
      builder.sslContextBuilderCustomizer(tls -> {
        try {
          var authorities = Certificates.read(endpoint.certificates());
          return authorities.isEmpty() ? tls : tls.trustManager(authorities);
        } catch (CertificateException e) {
          throw new IllegalStateException("These certificates were read before", e);
        }
      });
    }
    return builder.build();
  }
}

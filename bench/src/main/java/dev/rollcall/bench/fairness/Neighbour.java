package dev.rollcall.bench.fairness;

import dev.rollcall.bench.files.ListFile;
import dev.rollcall.bench.files.OwnCredential;
import dev.rollcall.schemas.Topics;
import dev.rollcall.schemas.access.Token;
import dev.rollcall.schemas.event.TenantId;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// A tenant of the driver's own, with a credential in ingress's file until this is closed.
public final class Neighbour implements AutoCloseable {
  private static final Duration VALID = Duration.ofHours(12);

  private final TenantId tenant;
  private final Token token;
  private final ListFile credentials;

  private Neighbour(TenantId tenant, Token token, ListFile credentials) {
    this.tenant = tenant;
    this.token = token;
    this.credentials = credentials;
  }

  /// Enters a tenant whose requests stand in the same partition as another tenant's.
  ///
  /// @param file ingress's `CREDENTIALS_FILE`
  /// @param other the other tenant
  public static Neighbour enter(Path file, String other, int partitions) {
    int partition = Topics.partitionOf(new TenantId(other), partitions);
    TenantId tenant =
        Stream.iterate(1, it -> it + 1)
            .map(it -> new TenantId("calm-" + it))
            .filter(it -> Topics.partitionOf(it, partitions) == partition)
            .findFirst()
            .orElseThrow();
    Token token = Token.make(new SecureRandom());
    var credentials =
        ListFile.with(
            file, "credentials", List.of(OwnCredential.of(tenant.value(), token, "scim", VALID)));
    return new Neighbour(tenant, token, credentials);
  }

  /// The token by which the tenant is let in.
  public String token() {
    return token.text();
  }

  @Override
  public void close() {
    credentials.close();
  }

  @Override
  public String toString() {
    return tenant.value();
  }
}

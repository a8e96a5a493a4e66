package dev.rollcall.bench.fairness;

import dev.rollcall.schemas.Topics;
import dev.rollcall.schemas.access.Token;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A tenant of the driver's own, with a credential in ingress's file until this is closed.
public final class Neighbour implements AutoCloseable {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);
  private static final Duration VALID = Duration.ofHours(12);

  private final TenantId tenant;
  private final Token token;
  private final Path file;
  private final byte[] before;

  private Neighbour(TenantId tenant, Token token, Path file, byte[] before) {
    this.tenant = tenant;
    this.token = token;
    this.file = file;
    this.before = before;
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
    try {
      byte[] before = Files.readAllBytes(file);
      JsonObject content = JSON.readObject(before);
      var all = new ArrayList<Json>();
      if (content.get("credentials") instanceof JsonArray(List<Json> present)) {
        all.addAll(present);
      }
      all.add(credential(tenant, token));
      replace(file, JSON.write(content.with("credentials", new JsonArray(all))));
      return new Neighbour(tenant, token, file, before);
    } catch (IOException e) {
      throw new UncheckedIOException("The credentials file cannot be changed", e);
    }
  }

  /// The token by which the tenant is let in.
  public String token() {
    return token.text();
  }

  @Override
  public void close() {
    try {
      replace(file, before);
    } catch (IOException e) {
      throw new UncheckedIOException("The driver's credential is left in the file", e);
    }
  }

  @Override
  public String toString() {
    return tenant.value();
  }

  private static JsonObject credential(TenantId tenant, Token token) {
    return JsonObject.builder()
        .put("id", token.id())
        .put("tenant", tenant.value())
        .put("scope", "scim")
        .put("sha256", token.sha256())
        .put("expiresAt", Instant.now().plus(VALID).toString())
        .build();
  }

  private static void replace(Path file, byte[] content) throws IOException {
    // At once and whole, because ingress reads the file again whenever it changes.
    Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), "credentials", ".json");
    Files.write(fresh, content);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}

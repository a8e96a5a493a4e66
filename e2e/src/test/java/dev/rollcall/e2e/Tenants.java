package dev.rollcall.e2e;

import dev.rollcall.schemas.access.Token;
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
import org.jspecify.annotations.Nullable;

/// Hands tenants out, by writing credentials into the file that ingress watches.
public final class Tenants {
  private static final Duration NOTICED_MAX = Duration.ofSeconds(20);
  private static final Duration VALID = Duration.ofHours(2);

  private final JsonCodec json = new JsonCodec(JsonLimits.RECORD);
  private final SecureRandom random = new SecureRandom();
  private final String origin;
  private final Path file;
  private int given;

  /// @param origin where the platform answers
  Tenants(String origin, Path file) {
    this.origin = origin;
    this.file = file;
  }

  /// A tenant that nobody had before.
  synchronized Tenant next() {
    given++;
    String name = "tenant-" + given;
    Token token = add(name, "scim", null);
    Token adminToken = add(name, "admin", null);
    known(new Caller(origin, adminToken.text()), "/admin/dialects");
    return new Tenant(this, name, origin, token.text(), adminToken.text());
  }

  /// A client whose token names a user.
  synchronized Caller user(String tenant, String id) {
    Caller caller = new Caller(origin, add(tenant, "scim", id).text());
    known(caller, "/scim/v2/ServiceProviderConfig");
    return caller;
  }

  private static void known(Caller caller, String path) {
    caller.await(path, NOTICED_MAX, answer -> answer.status() == 200);
  }

  private Token add(String tenant, String scope, @Nullable String user) {
    Token token = Token.make(random);
    try {
      var credentials = new ArrayList<Json>();
      if (json.readObject(Files.readAllBytes(file)).get("credentials")
          instanceof JsonArray(var known)) {
        credentials.addAll(known);
      }
      credentials.add(
          JsonObject.builder()
              .put("id", token.id())
              .put("tenant", tenant)
              .put("scope", scope)
              .put("sha256", token.sha256())
              .put("expiresAt", Instant.now().plus(VALID).toString())
              .putIfPresent("user", user)
              .build());
      Path written = file.resolveSibling("credentials.new");
      Files.write(written, json.write(JsonObject.of("credentials", new JsonArray(credentials))));
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
      return token;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.rollcall.e2e.random;

import dev.rollcall.schemas.access.Token;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Tenants in which there is nothing, by their tokens. The platform reads its credentials again
/// when they change.
final class Tenants {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);
  private static final String FOR_EVER = "2099-01-01T00:00:00Z";

  private final ConcurrentLinkedQueue<String> unused = new ConcurrentLinkedQueue<>();

  /// Adds tenants to the credentials of a data folder.
  static Tenants add(Path folder, int many) throws IOException {
    var tenants = new Tenants();
    Path file = folder.resolve("credentials.json");
    JsonObject before = JSON.readObject(Files.readAllBytes(file));
    List<Json> credentials = new ArrayList<>();
    if (before.get("credentials") instanceof JsonArray(var present)) {
      credentials.addAll(present);
    }
    var random = new SecureRandom();
    for (int i = 0; i < many; i++) {
      Token token = Token.make(random);
      tenants.unused.add(token.text());
      credentials.add(
          JsonObject.builder()
              .put("id", token.id())
              .put("tenant", "random-" + i)
              .put("scope", "scim")
              .put("sha256", token.sha256())
              .put("expiresAt", FOR_EVER)
              .build());
    }
    // As a whole: a half-written file would be read as broken.
    Path next = folder.resolve("credentials.next");
    Files.write(next, JSON.write(JsonObject.of("credentials", new JsonArray(credentials))));
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    return tenants;
  }

  String last() {
    return List.copyOf(unused).getLast();
  }

  /// The token of one that nobody has used.
  String next() {
    String token = unused.poll();
    if (token == null) {
      throw new IllegalStateException("No tenant is left");
    }
    return token;
  }

  boolean isEmpty() {
    return unused.isEmpty();
  }
}

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
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Hands tenants out, by writing credentials into the file that ingress watches.
public final class Tenants {
  private static final Duration NOTICED_MAX = Duration.ofSeconds(20);
  private static final Duration VALID = Duration.ofDays(2);

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
  Tenant next() {
    return next(1).getFirst();
  }

  /// Tenants that nobody had before, for no longer a wait than one takes.
  ///
  /// @param many one or more
  public synchronized List<Tenant> next(int many) {
    var tenants = new ArrayList<Tenant>();
    var credentials = new ArrayList<Json>();
    for (int i = 0; i < many; i++) {
      given++;
      String name = "tenant-" + given;
      Token token = Token.make(random);
      Token adminToken = Token.make(random);
      credentials.add(credential(token, name, "scim", null));
      credentials.add(credential(adminToken, name, "admin", null));
      tenants.add(new Tenant(this, name, origin, token.text(), adminToken.text()));
    }
    add(credentials);
    known(tenants.getLast().administration(), "/admin/dialects");
    return tenants;
  }

  /// A client whose token names a user.
  synchronized Caller user(String tenant, String id) {
    Token token = Token.make(random);
    add(List.of(credential(token, tenant, "scim", id)));
    Caller caller = new Caller(origin, token.text());
    known(caller, "/scim/v2/ServiceProviderConfig");
    return caller;
  }

  /// A consumer whose token opens the feed of a target.
  Caller consumer(String tenant, String target) {
    return new Caller(origin, feedToken(tenant, target));
  }

  /// A token that opens the feed of a target.
  synchronized String feedToken(String tenant, String target) {
    Token token = Token.make(random);
    JsonObject credential =
        credential(token, tenant, "feed", null).toBuilder().put("target", target).build();
    add(List.of(credential));
    Caller caller = new Caller(origin, token.text());
    // Whether there is such a target is another question.
    caller.await(
        "/delivery/targets/" + target + "/feed", NOTICED_MAX, answer -> answer.status() != 401);
    return token.text();
  }

  private static void known(Caller caller, String path) {
    caller.await(path, NOTICED_MAX, answer -> answer.status() == 200);
  }

  private static JsonObject credential(
      Token token, String tenant, String scope, @Nullable String user) {
    return JsonObject.builder()
        .put("id", token.id())
        .put("tenant", tenant)
        .put("scope", scope)
        .put("sha256", token.sha256())
        .put("expiresAt", Instant.now().plus(VALID).toString())
        .putIfPresent("user", user)
        .build();
  }

  /// Adds a target to the file that the connector watches.
  synchronized void target(JsonObject target) {
    add(file.resolveSibling("targets.json"), "targets", List.of(target));
  }

  private void add(List<? extends Json> added) {
    add(file, "credentials", added);
  }

  private void add(Path to, String name, List<? extends Json> added) {
    try {
      var all = new ArrayList<Json>();
      if (Files.exists(to)
          && json.readObject(Files.readAllBytes(to)).get(name) instanceof JsonArray(var known)) {
        all.addAll(known);
      }
      all.addAll(added);
      Path written = to.resolveSibling(name + ".new");
      Files.write(written, json.write(JsonObject.of(name, new JsonArray(all))));
      // As a whole: a half-written file would be read as broken.
      Files.move(written, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

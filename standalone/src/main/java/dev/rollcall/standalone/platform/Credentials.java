package dev.rollcall.standalone.platform;

import dev.rollcall.schemas.access.Token;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.schemas.wire.MalformedJsonException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The credentials file of a platform's folder (docs/contracts.md section 2), which ingress reads
/// again when it changes. It has hashes only: a token is shown once, when it is made.
public final class Credentials {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);
  static final String LIST = "credentials";

  private final Path file;

  /// @param data the folder of the platform, whether it runs or not
  public Credentials(Path data) {
    this.file = data.resolve("credentials.json");
  }

  /// What a new token is for.
  ///
  /// @param scope `scim`, `admin` or `feed`
  /// @param target whose feed it opens, or null where the scope is another
  /// @param user the user that `/Me` means, or null
  public record Wanted(
      String tenant,
      String scope,
      @Nullable String target,
      @Nullable String user,
      Duration validFor) {}

  /// Makes a token and notes its hash.
  ///
  /// @throws PlatformException where the file is not there or cannot be written
  public Token make(Wanted wanted, Instant now) {
    var token = Token.make(new SecureRandom());
    JsonObject credential = of(token, wanted, now);
    change(all -> {
      var more = new ArrayList<>(all);
      more.add(credential);
      return more;
    });
    return token;
  }

  /// What the file has of a token.
  static JsonObject of(Token token, Wanted wanted, Instant now) {
    return JsonObject.builder()
        .put("id", token.id())
        .put("tenant", wanted.tenant())
        .put("scope", wanted.scope())
        .put("sha256", token.sha256())
        .put("expiresAt", now.plus(wanted.validFor()).toString())
        .putIfPresent("target", wanted.target())
        .putIfPresent("user", wanted.user())
        .build();
  }

  /// Takes a token's power away.
  ///
  /// @param id the public part of the token
  /// @throws PlatformException where there is none of this id, or the file cannot be written
  public void revoke(String id) {
    change(all -> {
      List<Json> left = all.stream().filter(it -> !isOf(it, id)).toList();
      if (left.size() == all.size()) {
        throw new PlatformException("There is no token with the id " + id + " in " + file);
      }
      return left;
    });
  }

  private static boolean isOf(Json credential, String id) {
    return credential instanceof JsonObject it && it.text("id").filter(id::equals).isPresent();
  }

  /// One at a time, so that none takes away what another has just noted.
  private void change(UnaryOperator<List<Json>> change) {
    if (!Files.exists(file)) {
      throw new PlatformException(
          "There is no " + file + "; `./rollcall up` makes the folder, --data names it");
    }
    Path lockFile = file.resolveSibling("credentials.lock");
    try (var channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var _ = channel.lock()) {
      JsonObject json = JSON.readObject(Files.readAllBytes(file));
      List<Json> all = json.get(LIST) instanceof JsonArray(var elements) ? elements : List.of();
      JsonObject changed = json.with(LIST, new JsonArray(change.apply(all)));
      PrivateFiles.write(file, JSON.writeText(changed));
    } catch (IOException | MalformedJsonException e) {
      throw new PlatformException("The file " + file + " cannot be changed: " + e.getMessage(), e);
    }
  }
}

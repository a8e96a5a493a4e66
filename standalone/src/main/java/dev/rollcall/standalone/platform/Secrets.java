package dev.rollcall.standalone.platform;

import dev.rollcall.schemas.access.Token;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.sealing.LocalKeys;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/// What must stay secret on this machine; made once for a folder.
///
/// @param token of the SCIM interface
/// @param adminToken of the administration interface
record Secrets(Token token, Token adminToken, String postgresPassword, String internalToken) {
  static final String TENANT = "demo";

  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);
  private static final Duration VALID = Duration.ofDays(365);
  private static final int SECRET_BYTES = 32;

  /// Reads the secrets of a folder, or makes them, and the credentials file with them.
  static Secrets of(DataFolder folder, Instant now) {
    try {
      // A folder of an earlier version has none yet.
      if (!Files.exists(folder.sealingKeys())) {
        PrivateFiles.write(folder.sealingKeys(), LocalKeys.newFile(new SecureRandom(), now));
      }
      if (Files.exists(folder.secrets())) {
        return read(folder.secrets());
      }
      var random = new SecureRandom();
      var made =
          new Secrets(Token.make(random), Token.make(random), password(random), password(random));
      PrivateFiles.write(folder.credentials(), JSON.writeText(made.credentials(now)));
      PrivateFiles.write(folder.secrets(), JSON.writeText(made.toJson()));
      return made;
    } catch (IOException e) {
      throw new PlatformException("The secrets in " + folder.root() + " cannot be written", e);
    }
  }

  @Override
  public String toString() {
    return "Secrets";
  }

  private static String password(SecureRandom random) {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static Secrets read(Path file) throws IOException {
    JsonObject json = JSON.readObject(Files.readAllBytes(file));
    return new Secrets(
        token(json, "token"),
        token(json, "adminToken"),
        text(json, "postgresPassword"),
        text(json, "internalToken"));
  }

  private static Token token(JsonObject json, String name) {
    Optional<Token> token = Token.parse(text(json, name));
    return token.orElseThrow(() -> new PlatformException("The secrets file has no " + name));
  }

  private static String text(JsonObject json, String name) {
    return json.text(name)
        .orElseThrow(() -> new PlatformException("The secrets file has no " + name));
  }

  private JsonObject toJson() {
    return JsonObject.builder()
        .put("token", token.text())
        .put("adminToken", adminToken.text())
        .put("postgresPassword", postgresPassword)
        .put("internalToken", internalToken)
        .build();
  }

  private JsonObject credentials(Instant now) {
    return JsonObject.of(
        Credentials.LIST,
        JsonArray.of(
            Credentials.of(token, wanted("scim"), now),
            Credentials.of(adminToken, wanted("admin"), now)));
  }

  private static Credentials.Wanted wanted(String scope) {
    return new Credentials.Wanted(TENANT, scope, null, null, VALID);
  }
}

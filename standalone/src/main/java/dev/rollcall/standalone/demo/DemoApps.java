package dev.rollcall.standalone.demo;

import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.standalone.demoapp.DemoApp;
import dev.rollcall.standalone.demoapp.ScimApp;
import dev.rollcall.standalone.demoapp.WebhookApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/// Both demo apps, and the targets file that leads to them.
public final class DemoApps implements AutoCloseable {
  private final String token;
  private final String secret;
  private final ScimApp scim;
  private final WebhookApp webhook;

  public DemoApps() {
    var bytes = new byte[32];
    var random = new SecureRandom();
    random.nextBytes(bytes);
    token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    random.nextBytes(bytes);
    secret = "whsec_" + Base64.getEncoder().encodeToString(bytes);
    scim = new ScimApp(token);
    webhook = new WebhookApp(secret);
  }

  /// Both apps.
  public List<DemoApp> all() {
    return List.of(scim, webhook);
  }

  /// Writes the targets file of a platform on this folder.
  public void writeTargets(Path folder) throws IOException {
    Files.createDirectories(folder);
    JsonObject targets =
        JsonObject.of(
            "targets",
            JsonArray.of(
                target("scim-app", "scim", scim.url()).put("token", token).build(),
                target("webhook-app", "webhook", webhook.url()).put("secret", secret).build()));
    Files.writeString(
        folder.resolve("targets.json"), new JsonCodec(JsonLimits.RECORD).writeText(targets));
  }

  private static JsonObject.Builder target(String id, String kind, String url) {
    return JsonObject.builder()
        .put("id", id)
        .put("tenant", "demo")
        .put("kind", kind)
        .put("url", url)
        .put("allowPrivateAddress", true);
  }

  @Override
  public void close() {
    scim.close();
    webhook.close();
  }
}

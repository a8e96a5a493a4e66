package dev.rollcall.e2e.faults;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.standalone.demo.Comparison;
import dev.rollcall.standalone.demoapp.AppState;
import dev.rollcall.standalone.demoapp.DemoApp;
import dev.rollcall.standalone.demoapp.ScimApp;
import dev.rollcall.standalone.demoapp.WebhookApp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// The downstream apps: two that follow, one that refuses everything, and those that join later.
final class Targets implements AutoCloseable {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);
  private static final String TOKEN = "the-apps-token";

  private final Path file;
  private final List<Json> listed = new ArrayList<>();
  private final List<DemoApp> following = new ArrayList<>();
  private final ScimApp scim = new ScimApp(TOKEN);
  private final RefusingApp refusing = new RefusingApp();

  Targets(Path file) throws IOException {
    this.file = file;
    byte[] key = "a-key-of-thirty-two-bytes-length".getBytes(StandardCharsets.US_ASCII);
    String secret = "whsec_" + Base64.getEncoder().encodeToString(key);
    var webhook = new WebhookApp(secret);
    following.add(scim);
    following.add(webhook);
    list("scim-app", "scim", scim.url(), "token", TOKEN);
    list("webhook-app", "webhook", webhook.url(), "secret", secret);
    list("refusing-app", "scim", refusing.url(), "token", TOKEN);
    write();
  }

  Path file() {
    return file;
  }

  /// Another SCIM app joins.
  void join(String id) throws IOException {
    var app = new ScimApp(TOKEN);
    following.add(app);
    list(id, "scim", app.url(), "token", TOKEN);
    write();
  }

  /// What the apps that follow lack or have too much, a line each.
  List<String> differences(AppState directory) {
    return following.stream()
        .flatMap(app ->
            Comparison.differences(directory, app.state()).stream()
                .map(difference -> app.name() + ": " + difference))
        .toList();
  }

  /// What the apps that follow were asked to change and were told since the last call.
  List<String> received() {
    return following.stream().flatMap(app -> app.takeReceived().stream()).toList();
  }

  /// Deletes a user at the SCIM app by hand.
  void deleteByHand(String userName) throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      String filter = "?filter=userName%20eq%20%22" + userName + "%22";
      var found = http.send(request("/Users" + filter).build(), BodyHandlers.ofByteArray()).body();
      if (!(JSON.readObject(found).get("Resources") instanceof JsonArray(List<Json> resources))
          || !(resources.getFirst() instanceof JsonObject user)) {
        throw new AssertionError("The app has no " + userName);
      }
      String id = user.text("id").orElseThrow();
      http.send(request("/Users/" + id).DELETE().build(), BodyHandlers.discarding());
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(scim.url() + path))
        .header("Authorization", "Bearer " + TOKEN);
  }

  private void list(String id, String kind, String url, String secretName, String secret) {
    listed.add(
        JsonObject.builder()
            .put("id", id)
            .put("tenant", Rig.TENANT)
            .put("kind", kind)
            .put("url", url)
            .put(secretName, secret)
            .put("allowPrivateAddress", true)
            .build());
  }

  private void write() throws IOException {
    Path written = file.resolveSibling("targets.new");
    Files.write(written, JSON.write(JsonObject.of("targets", new JsonArray(listed))));
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() {
    following.forEach(DemoApp::close);
    refusing.close();
  }
}

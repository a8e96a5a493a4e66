package dev.rollcall.bench.delivery;

import dev.rollcall.bench.delivery.TargetApp.Call;
import dev.rollcall.bench.delivery.TargetApp.Reply;
import dev.rollcall.bench.scim.Platform;
import dev.rollcall.bench.scim.ScimClient;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// What the driver needs of a platform: it stores users, delivers them to the targets that its file
/// names before it answers, and tells which targets it knows. Every `withheldEvery`-th user is not
/// delivered.
public final class FakePlatform implements AutoCloseable {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Path targetsFile;
  private final int withheldEvery;
  private final ScimTarget store = new ScimTarget(new Arrivals());
  private final AtomicInteger users = new AtomicInteger();
  private final Map<String, ScimClient> clients = new ConcurrentHashMap<>();
  private final TargetApp app;
  private volatile boolean bulk = true;

  public FakePlatform(Path targetsFile, int withheldEvery) {
    this.targetsFile = targetsFile;
    this.withheldEvery = withheldEvery;
    this.app = TargetApp.start(0, this::reply);
  }

  public Platform platform() {
    return new Platform(
        URI.create(app.url("/scim/v2/")), "token", URI.create(app.url("/admin")), "admin", null);
  }

  /// Makes it a server without bulk requests.
  public void withoutBulk() {
    bulk = false;
  }

  /// Returns how many users were posted one by one.
  public int posted() {
    return users.get();
  }

  @Override
  public void close() {
    app.close();
    clients.values().forEach(ScimClient::close);
  }

  private Reply reply(Call call) {
    if (call.uri().getPath().equals("/admin/delivery/targets")) {
      return known();
    }
    if (call.uri().getPath().endsWith("/Bulk") && !bulk) {
      return new Reply(501, "{}");
    }
    if (call.uri().getPath().endsWith("/Bulk")) {
      return created(JSON.readObject(call.body().getBytes(StandardCharsets.UTF_8)));
    }
    if (call.uri().getPath().endsWith("/ServiceProviderConfig")) {
      return new Reply(200, "{\"bulk\":{\"supported\":" + bulk + ",\"maxOperations\":100}}");
    }
    Reply reply = store.reply(call);
    if (call.method().equals("POST") && call.uri().getPath().endsWith("/Users")) {
      if (users.incrementAndGet() % withheldEvery != 0) {
        deliver(JSON.readObject(call.body().getBytes(StandardCharsets.UTF_8)));
      }
    }
    return reply;
  }

  /// A bulk request whose operations all create something.
  private Reply created(JsonObject bulk) {
    var done = new ArrayList<Json>();
    if (bulk.get("Operations") instanceof JsonArray(List<Json> operations)) {
      for (int i = 0; i < operations.size(); i++) {
        done.add(
            JsonObject.builder()
                .put("status", "201")
                .put("location", "http://x/Users/b" + i)
                .build());
      }
    }
    return new Reply(200, JSON.writeText(JsonObject.of("Operations", new JsonArray(done))));
  }

  private Reply known() {
    var known =
        targets().stream()
            .map(target -> (Json) ((JsonObject) target).toBuilder().put("backlog", 0).build())
            .toList();
    return new Reply(200, JSON.writeText(JsonObject.of("targets", new JsonArray(known))));
  }

  private void deliver(JsonObject user) {
    for (Json target : targets()) {
      if (target instanceof JsonObject object) {
        String url = object.text("url").orElseThrow();
        clients
            .computeIfAbsent(url, it -> new ScimClient(URI.create(it), "t", TIMEOUT))
            .post(object.text("kind").orElseThrow().equals("scim") ? "/Users" : "", user);
      }
    }
  }

  private List<Json> targets() {
    try {
      return JSON.readObject(Files.readAllBytes(targetsFile)).get("targets")
              instanceof JsonArray(List<Json> targets)
          ? targets
          : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.rollcall.bench.delivery;

import dev.rollcall.bench.delivery.TargetApp.Call;
import dev.rollcall.bench.delivery.TargetApp.Reply;
import dev.rollcall.bench.scim.Platform;
import dev.rollcall.bench.scim.ScimClient;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the driver needs of a platform: it stores users, delivers them to the targets that its file
/// names before it answers, and tells which targets it knows. Every `withheldEvery`-th user is not
/// delivered.
public final class FakePlatform implements AutoCloseable {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);
  private static final Pattern GROUP = Pattern.compile(".*/Groups/([^/]+)");

  /// A member in a list of values, or in a path, whose quotes are escaped.
  private static final Pattern USER =
      Pattern.compile("\"value\":\"([^\"]+)\"|value eq \\\\\"([^\"\\\\]+)");

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Path targetsFile;
  private final int withheldEvery;
  private final ScimTarget store = new ScimTarget(new Arrivals());
  private final AtomicInteger users = new AtomicInteger();
  private final Map<String, ScimClient> clients = new ConcurrentHashMap<>();
  private final TargetApp app;
  private final Map<String, Set<String>> members = new ConcurrentHashMap<>();
  private final AtomicInteger additions = new AtomicInteger();
  private volatile boolean bulk = true;
  private volatile int lostEvery = Integer.MAX_VALUE;
  private volatile boolean keeps;

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

  /// Makes it a server that answers and then does not have every so-many-th added member.
  public void loseMember(int every) {
    lostEvery = every;
  }

  /// Makes it a server that answers and then still has the members that were removed.
  public void keepMembers() {
    keeps = true;
  }

  /// Returns how many members the groups have.
  public int members() {
    return members.values().stream().mapToInt(Set::size).sum();
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
    var group = GROUP.matcher(call.uri().getPath());
    if (group.matches()) {
      return group(group.group(1), call);
    }
    Reply reply = store.reply(call);
    if (call.method().equals("POST") && call.uri().getPath().endsWith("/Users")) {
      if (users.incrementAndGet() % withheldEvery != 0) {
        deliver(JSON.readObject(call.body().getBytes(StandardCharsets.UTF_8)));
      }
    }
    return reply;
  }

  private Reply group(String id, Call call) {
    Set<String> its = members.computeIfAbsent(id, _ -> ConcurrentHashMap.newKeySet());
    if (call.method().equals("GET")) {
      var listed =
          its.stream().map(it -> (Json) JsonObject.of("value", new JsonString(it))).toList();
      return new Reply(200, JSON.writeText(JsonObject.of("members", new JsonArray(listed))));
    }
    boolean adds = call.body().contains("\"Add\"");
    for (var user = USER.matcher(call.body()); user.find(); ) {
      if (adds && additions.incrementAndGet() % lostEvery != 0) {
        its.add(named(user));
      } else if (!adds && !keeps) {
        its.remove(named(user));
      }
    }
    return new Reply(204, "");
  }

  private static String named(Matcher user) {
    return user.group(1) == null ? user.group(2) : user.group(1);
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

package dev.rollcall.connector;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rollcall.connector.FakeServer.Mood;
import dev.rollcall.connector.FakeServer.Response;
import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/// A target whose leavers are looked at.
abstract class LeaverCase {
  private static final AtomicInteger TENANTS = new AtomicInteger();

  final DecisionFeed feed = DecisionFeed.shared();
  final String tenant = "clock-" + TENANTS.incrementAndGet();
  final ScimDirectory directory = new ScimDirectory();
  final FakeServer server = new FakeServer(directory);
  private @Nullable Connector started;
  @TempDir @Nullable Path folder;

  @AfterEach
  void stop() {
    connector().close();
    server.close();
  }

  Connector connector() {
    return Objects.requireNonNull(started);
  }

  void start(JsonObject target) {
    started = Connector.start(Objects.requireNonNull(folder), List.of(target), "LEAVER_ALARM=PT1S");
    feed.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ada")));
    connector().awaitApplied(tenant);
  }

  JsonObject scim() {
    return TargetEntries.scim("crm", tenant, server.url());
  }

  List<JsonObject> leavers(String query) {
    JsonObject body = connector().get("/internal/v1/" + tenant + "/leavers?" + query).body();
    return ((JsonArray) Objects.requireNonNull(body.get("leavers")))
        .elements().stream().map(JsonObject.class::cast).toList();
  }

  long reads() {
    return server.requests().stream()
        .filter(it -> it.method().equals("GET") && it.path().startsWith("/Users/"))
        .count();
  }

  void failing() {
    server.mood(_ -> new Mood.Says(Response.of(500)));
  }

  JsonObject forDoctors() {
    return scim().with("scope", JsonObject.of("filter", new JsonString("title eq \"Dr\"")));
  }

  static Fact changedTo(long version, String title) {
    return Facts.changed(
        Facts.user("u1"), version, Facts.person("ada").with("title", new JsonString(title)));
  }

  static Instant since(JsonObject leaver) {
    return Instant.parse(leaver.text("since").orElseThrow());
  }

  static long millis(@Nullable JsonObject object, String name) {
    return ((JsonNumber) Objects.requireNonNull(Objects.requireNonNull(object).get(name)))
        .value()
        .longValueExact();
  }

  JsonObject person() {
    return connector().get("/internal/v1/" + tenant + "/targets/crm/resources/u1").body();
  }

  String metrics() {
    return new String(connector().raw("/metrics", "").body(), UTF_8);
  }
}

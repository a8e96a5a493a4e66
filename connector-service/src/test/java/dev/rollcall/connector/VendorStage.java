package dev.rollcall.connector;

import static org.awaitility.Awaitility.await;

import dev.rollcall.schemas.event.ReservedType;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.scim.Urns;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Simulators of vendors behind real HTTP, and the real connector that serves them.
final class VendorStage implements AutoCloseable {
  private final DecisionFeed feed = DecisionFeed.shared();
  private final Map<String, VendorSimulator> simulators = new LinkedHashMap<>();
  private final List<FakeServer> servers = new ArrayList<>();
  private final List<JsonObject> entries = new ArrayList<>();
  private @Nullable Connector connector;

  /// Puts a simulator there, as a target of a tenant.
  ///
  /// @param profile the entry's `profile`
  VendorSimulator add(String id, String tenant, VendorSimulator simulator, JsonObject profile) {
    return add(id, tenant, simulator, profile, 0);
  }

  /// The same with a limit of the calls at the same time; 0 for the usual one.
  VendorSimulator add(
      String id, String tenant, VendorSimulator simulator, JsonObject profile, int maxInFlight) {
    var server = new FakeServer(simulator);
    simulators.put(id, simulator);
    servers.add(server);
    JsonObject entry = TargetEntries.scim(id, tenant, server.url()).with("profile", profile);
    entries.add(maxInFlight == 0 ? entry : entry.with("maxInFlight", JsonNumber.of(maxInFlight)));
    return simulator;
  }

  void start(Path folder) {
    connector = Connector.start(folder, entries);
  }

  Connector connector() {
    return Objects.requireNonNull(connector);
  }

  VendorSimulator simulator(String id) {
    return Objects.requireNonNull(simulators.get(id), id);
  }

  /// Reads a target back and returns how that ended.
  String reconcile(String tenant, String target) {
    String id = UUID.randomUUID().toString();
    feed.publish(
        tenant,
        Facts.created(
            ReservedType.DELIVERY_ACT.ref(id),
            JsonObject.builder()
                .put("act", "reconcile")
                .put("target", target)
                .put("reportOnly", true)
                .put("reason", "asked")
                .build()));
    return id;
  }

  JsonObject ended(String tenant, String target, String run, Duration patience) {
    String path = "/internal/v1/" + tenant + "/targets/" + target + "/reconciliations/" + run;
    await().atMost(patience).until(() -> connector().get(path).body().get("endedAt") != null);
    return connector().get(path).body();
  }

  /// Somebody with all that any of the vendors wants.
  static JsonObject person(String name) {
    return Facts.person(name + "@corp.example").toBuilder()
        .put("schemas", JsonArray.ofStrings(List.of(Urns.USER, Urns.ENTERPRISE_USER)))
        .put("name", JsonObject.builder().put("givenName", name).put("familyName", "Kay").build())
        .put("displayName", name + " Kay")
        .put("title", "Clerk")
        .put("preferredLanguage", "en-GB")
        .put(
            "emails",
            new JsonArray(List.<Json>of(mail(name + "@home.example", false), mail(name, true))))
        .put("phoneNumbers", new JsonArray(List.<Json>of(phone("work"), phone("mobile"))))
        .put(
            "entitlements",
            new JsonArray(
                List.<Json>of(JsonObject.of("value", new JsonString("00e000000000001AAA")))))
        .put(Urns.ENTERPRISE_USER, JsonObject.of("department", new JsonString("Sales")))
        .build();
  }

  static JsonObject mail(String name, boolean primary) {
    return JsonObject.builder()
        .put("value", name.contains("@") ? name : name + "@corp.example")
        .put("type", primary ? "work" : "home")
        .put("primary", primary)
        .build();
  }

  private static JsonObject phone(String type) {
    return JsonObject.builder().put("value", "+44 20 7946 0001").put("type", type).build();
  }

  @Override
  public void close() {
    if (connector != null) {
      connector.close();
    }
    servers.forEach(FakeServer::close);
  }
}

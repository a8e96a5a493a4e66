package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.event.ReservedType;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;

/// A target that is read back, through real Kafka, PostgreSQL and HTTP.
abstract class ReconciliationCase extends OneTargetCase {
  ReconciliationCase() {
    super("reconciliation");
  }

  /// p0 to p3 and a team of p0 and p1.
  void peopleAndTeam() {
    IntStream.range(0, 4).forEach(this::person);
    feed.publish(
        tenant,
        Facts.created(Facts.group("g1"), Facts.team("Team")),
        Facts.joined(Facts.group("g1"), 1, "u0", "u1"));
    feed.publish(tenant, deactivated(3));
    feed.publish(tenant, Facts.created(Facts.user("u4"), Facts.person("p4")));
    it().awaitApplied(tenant);
  }

  /// p1 is gone, p2 has another title, p3 is on again; the team lacks p0 and has p4 and a stranger.
  void behindOurBack() {
    directory.remove("/Users", remoteId("p1"));
    set("p2", "title", new JsonString("Drifted"));
    set("p3", "active", JsonBoolean.TRUE);
    String stranger = directory.put("/Users", Facts.person("stranger"));
    JsonObject team = directory.group("Team").orElseThrow();
    directory.change(
        "/Groups",
        team.text("id").orElseThrow(),
        team.with("members", new JsonArray(List.of(member(remoteId("p4")), member(stranger)))));
  }

  static JsonObject member(String id) {
    return JsonObject.of("value", new JsonString(id));
  }

  String remoteId(String userName) {
    return directory.user(userName).orElseThrow().text("id").orElseThrow();
  }

  void set(String userName, String name, Json value) {
    JsonObject user = directory.user(userName).orElseThrow();
    directory.change("/Users", user.text("id").orElseThrow(), user.with(name, value));
  }

  void person(int index) {
    feed.publish(tenant, Facts.created(Facts.user("u" + index), titled("p" + index)));
  }

  static Fact deactivated(int index) {
    return Facts.deactivated(Facts.user("u" + index), 2, titled("p" + index));
  }

  static JsonObject titled(String userName) {
    return Facts.person(userName).toBuilder().put("title", "Title").build();
  }

  static JsonArray change(String path, String before, String after) {
    return new JsonArray(
        List.of(
            JsonObject.builder()
                .put("path", path)
                .put("before", before)
                .put("after", after)
                .build()));
  }

  static JsonObject counts(Map<String, Integer> numbers) {
    var counts = JsonObject.builder();
    numbers.forEach((name, number) -> counts.put(name, number));
    return counts.build();
  }

  static JsonObject policy(String response) {
    return JsonObject.builder()
        .put("missing", response)
        .put("drift", response)
        .put("membership", response)
        .put("extra", response)
        .build();
  }

  static JsonObject massChangeOff() {
    return JsonObject.of("massChange", new JsonString("off"));
  }

  static JsonObject.Builder repair(JsonObject run) {
    return JsonObject.builder()
        .put("act", "repair")
        .put("reconciliationId", run.text("id").orElseThrow());
  }

  /// All that a run has found, also what is none of ours.
  static JsonObject told(JsonObject run) {
    return repair(run).put("notOurs", true).put("reason", "told").build();
  }

  Connector.Answer decide(String hold, String decision) {
    return new ActFeed(it(), tenant, id())
        .decide(JsonObject.of("id", new JsonString(hold)), decision);
  }

  void execute(String sql) {
    Rows.execute(it().database(), sql);
  }

  long number(String sql) {
    return Rows.number(it().database(), sql);
  }

  String reconcile(boolean reportOnly) {
    return act(
        JsonObject.builder()
            .put("act", "reconcile")
            .put("reportOnly", reportOnly)
            .put("reason", "asked")
            .build());
  }

  String act(JsonObject act) {
    assertThat(dryRun(act).status()).isEqualTo(200);
    String id = UUID.randomUUID().toString();
    feed.publish(
        tenant,
        Facts.created(ReservedType.DELIVERY_ACT.ref(id), act.with("target", new JsonString(id()))));
    return id;
  }

  Connector.Answer dryRun(JsonObject act) {
    return it().post(path("/acts"), act.with("dryRun", JsonBoolean.TRUE));
  }

  JsonObject run(String id) {
    return it().get(path("/reconciliations/" + id)).body();
  }

  List<JsonObject> runs() {
    return list(it().get(path("/reconciliations")).body(), "reconciliations");
  }

  JsonObject awaitEnd(String id) {
    await().atMost(Connector.PATIENCE.multipliedBy(3)).until(() -> run(id).get("endedAt") != null);
    return run(id);
  }

  List<JsonObject> findings(JsonObject run, String query) {
    String of = path("/reconciliations/" + run.text("id").orElseThrow() + "/findings" + query);
    return list(it().get(of).body(), "findings");
  }

  List<String> lines(JsonObject run) {
    return findings(run, "").stream()
        .map(it ->
            String.join(
                    " ",
                    it.text("kind").orElseThrow(),
                    it.text("resourceId").orElse("-"),
                    it.text("name").orElse("-"),
                    it.text("state").orElseThrow())
                + (JsonBoolean.TRUE.equals(it.get("ours")) ? "" : " not ours"))
        .toList();
  }

  void awaitAllRepaired(JsonObject run) {
    await()
        .atMost(Connector.PATIENCE)
        .untilAsserted(() ->
            assertThat(lines(run))
                .as(() -> run(run.text("id").orElseThrow()) + it().left(tenant) + database())
                .allMatch(it -> it.endsWith("repaired") || it.endsWith("ours")));
  }

  /// What the store is busy with, for the message of a failed test.
  private String database() {
    return Rows.texts(
            it().database(),
            "SELECT concat_ws(' ', pid, state, wait_event_type, wait_event, xact_start, left(query, 200))"
                + " FROM pg_stat_activity WHERE datname = current_database()")
        .toString();
  }

  static List<JsonObject> list(JsonObject body, String name) {
    return ((JsonArray) Objects.requireNonNull(body.get(name)))
        .elements().stream().map(JsonObject.class::cast).toList();
  }

  int writes() {
    return (int)
        server.requests().stream().filter(request -> !request.method().equals("GET")).count();
  }
}

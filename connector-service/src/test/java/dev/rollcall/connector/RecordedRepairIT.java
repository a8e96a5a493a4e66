package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.connector.FakeServer.Mood;
import dev.rollcall.connector.FakeServer.Response;
import dev.rollcall.schemas.event.ReservedType;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.schemas.sealing.LocalKeys;
import dev.rollcall.schemas.sealing.Sealer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A recorded target is looked at and repaired by the name that its tenant knows, also where
/// another tenant has one of this name.
class RecordedRepairIT {
  private static final AtomicInteger TENANTS = new AtomicInteger();
  private static final SecureRandom RANDOM = new SecureRandom();

  private final DecisionFeed feed = DecisionFeed.shared();
  private final String tenant = "recorded-repair-" + TENANTS.incrementAndGet();
  private final String other = "recorded-repair-" + TENANTS.incrementAndGet();
  private final ScimDirectory directory = new ScimDirectory();
  private final FakeServer server = new FakeServer(directory);
  private Path keys;
  private Connector connector;

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    keys = Files.writeString(folder.resolve("keys.json"), LocalKeys.newFile(RANDOM, Instant.now()));
    connector =
        Connector.start(
            folder, List.of(), "SEALING_KEY_FILE=" + keys, "RECORDED_PRIVATE_ADDRESSES=true");
    record(tenant);
    record(other);
  }

  @AfterEach
  void close() {
    connector.close();
    server.close();
  }

  @Test
  void what_it_refused_is_found_explained_and_tried_again() {
    park();
    assertThat(get("/targets/crm/deadletters/u1").text("targetId")).contains("crm");
    assertThat(only(get("/people/u1"), "targets").text("standing")).contains("parked");
    assertThat(only(get("/people/u1?target=crm"), "targets").text("targetId")).contains("crm");
    assertThat(only(get("/targets/crm"), "errorClasses").text("class")).contains("refused");
    assertThat(total(other)).isZero();

    String act = redrive(other);
    awaitAct(other, act);
    assertThat(total(tenant)).as("another tenant's act is on its own target").isEqualTo(1);
    server.honest();
    act = redrive(tenant);
    awaitAct(tenant, act);
    await().atMost(Connector.PATIENCE).until(() -> directory.user("ada").isPresent());
    connector.awaitApplied(tenant);
    assertThat(get("/targets/crm/resources/u1").text("standing")).contains("in_step");
  }

  @Test
  void whoever_left_it_is_told_of_by_its_name() {
    feed.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ada")));
    await().atMost(Connector.PATIENCE).until(() -> directory.user("ada").isPresent());
    connector.awaitApplied(tenant);
    feed.publish(tenant, Facts.deactivated(Facts.user("u1"), 2, Facts.person("ada")));
    connector.awaitApplied(tenant);

    JsonObject leaver = only(get("/leavers?target=crm"), "leavers");
    assertThat(leaver.text("targetId")).contains("crm");
    assertThat(leaver.text("confirmedBy")).contains("read");
    assertThat(only(get("/leavers/times"), "targets").text("targetId")).contains("crm");
    assertThat(path(tenant, "/leavers?target=crm@" + other).status()).isEqualTo(404);
  }

  private void park() {
    await()
        .atMost(Connector.PATIENCE)
        .until(() -> path(other, "/targets/crm").status() == 200 && path("").status() == 200);
    server.mood(request ->
        request.method().equals("POST")
            ? new Mood.Says(
                Response.json(400, JsonObject.of("detail", new JsonString("The quota is used up"))))
            : new Mood.Honest());
    feed.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ada")));
    await().atMost(Connector.PATIENCE).until(() -> total(tenant) == 1);
  }

  private String redrive(String of) {
    String id = UUID.randomUUID().toString();
    feed.publish(
        of,
        Facts.created(
            ReservedType.DELIVERY_ACT.ref(id),
            JsonObject.builder()
                .put("target", "crm")
                .put("act", "redrive")
                .put("filter", JsonObject.EMPTY)
                .build()));
    return id;
  }

  private void awaitAct(String of, String id) {
    await()
        .atMost(Connector.PATIENCE)
        .until(() ->
            path(of, "/targets/crm/acts/" + id)
                .body()
                .text("state")
                .filter("done"::equals)
                .isPresent());
  }

  private long total(String of) {
    Json total = path(of, "/targets/crm/deadletters").body().get("total");
    return ((JsonNumber) Objects.requireNonNull(total)).value().longValueExact();
  }

  private static JsonObject only(JsonObject answer, String name) {
    List<Json> all = ((JsonArray) Objects.requireNonNull(answer.get(name))).elements();
    assertThat(all).hasSize(1);
    return (JsonObject) all.getFirst();
  }

  private JsonObject get(String rest) {
    return path(tenant, rest).body();
  }

  private Connector.Answer path(String of, String rest) {
    return connector.get("/internal/v1/" + of + rest);
  }

  private Connector.Answer path(String rest) {
    return path(tenant, "/targets/crm" + rest);
  }

  private void record(String of) {
    var sealer = new Sealer(LocalKeys.of(keys, RANDOM), RANDOM);
    JsonObject sealed = sealer.seal(new Sealer.Place(of, "target:crm", "token"), "secret");
    feed.publish(
        of,
        Facts.created(
            ReservedType.TARGET.ref("crm"),
            JsonObject.builder()
                .put("kind", "scim")
                .put("url", server.url())
                .put("token", JsonObject.of("sealed", sealed))
                .put("allowPrivateAddress", true)
                .build()));
  }
}

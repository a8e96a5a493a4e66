package dev.rollcall.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.connector.FakeServer.Mood;
import dev.rollcall.connector.FakeServer.Response;
import dev.rollcall.schemas.Topics;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.testkit.BackingServers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What operators and our other services see.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperationsIT {
  private static final String TENANT = "operations";

  private final DecisionFeed feed = DecisionFeed.shared();
  private final FakeServer server = new FakeServer(new ScimDirectory());
  private @Nullable Connector started;

  @BeforeAll
  void start(@TempDir Path folder) {
    started = Connector.start(folder, List.of(entry()));
  }

  private JsonObject entry() {
    return TargetEntries.scim("crm", TENANT, server.url());
  }

  @AfterAll
  void stop() {
    connector().close();
    server.close();
  }

  private Connector connector() {
    return Objects.requireNonNull(started);
  }

  @Test
  void without_the_token_nothing_is_told() {
    assertThat(connector().get("/internal/v1/" + TENANT + "/targets", "wrong").status())
        .isEqualTo(401);
    assertThat(connector().get("/internal/v1/" + TENANT + "/progress", "").status()).isEqualTo(401);
  }

  @Test
  void a_tenant_sees_its_own_targets_only() {
    assertThat(connector().get("/internal/v1/" + TENANT + "/targets").body().get("targets"))
        .isInstanceOfSatisfying(
            JsonArray.class, targets -> assertThat(targets.elements()).hasSize(1));
    assertThat(connector().get("/internal/v1/other/targets").body().get("targets"))
        .isEqualTo(JsonArray.EMPTY);
    assertThat(connector().get("/internal/v1/other/targets/crm").status()).isEqualTo(404);
    assertThat(connector().get("/internal/v1/other/targets/crm/keys").status()).isEqualTo(404);
  }

  @Test
  void a_question_that_makes_no_sense_is_refused() {
    String keys = "/internal/v1/" + TENANT + "/targets/crm/keys";
    assertThat(connector().get(keys + "?state=lost").status()).isEqualTo(400);
    assertThat(connector().get(keys + "?limit=0").status()).isEqualTo(400);
    assertThat(connector().get("/internal/v1/" + TENANT + "/progress?partition=x").status())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "/targets/crm/deadletters?errorclass=refused, errorclass",
    "/targets/crm/deadletters?errorClass=refusd, refused",
    "/targets/crm/acts?state=done, state",
    "/targets/crm/acts/a1?limit=1, limit",
    "/targets/crm/holds?State=held, State",
    "/targets/crm/holds?state=hold, state",
    "/targets/crm/replays?limit=1, limit",
    "/targets/crm/reconciliations?state=done, state",
    "/targets/crm/reconciliations/r/findings?kinds=drift, kinds",
    "/targets/crm/keys?stat=parked, stat",
    "/targets?state=on, state",
    "/targets/crm?x=1, x",
    "/people/u1?targets=crm, targets",
    "/leavers?overDue=true, overDue",
    "/leavers?overdue=yes, overdue",
    "/leavers/times?windows=PT1H, windows",
    "/progress?partitions=1, partitions"
  })
  void what_a_question_does_not_take_is_refused_by_name(String question, String named) {
    Connector.Answer answer = connector().get("/internal/v1/" + TENANT + question);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().text("detail").orElseThrow()).contains(named);
  }

  @Test
  void an_act_on_many_says_how_many_by_its_body_only() {
    String crm = "/internal/v1/" + TENANT + "/targets/crm";
    JsonObject act =
        JsonObject.of("act", new JsonString("redrive"))
            .with("filter", JsonObject.of("errorClass", new JsonString("refused")));

    assertThat(connector().post(crm + "/acts", act).status()).isEqualTo(200);
    assertThat(connector().post(crm + "/acts?resourceType=User", act).status()).isEqualTo(400);
    assertThat(connector().post(crm + "/replay?dryRun=true", JsonObject.EMPTY).status())
        .isEqualTo(400);
  }

  @Test
  void a_defect_of_ours_is_not_called_an_outage() {
    String holds = "/internal/v1/" + TENANT + "/targets/crm/holds";
    Rows.execute(
        connector().database(), "ALTER TABLE connector.hold RENAME TO hold_of_another_version");
    try {
      HttpResponse<byte[]> answer = connector().raw(holds, Connector.TOKEN);

      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
      assertThat(new String(answer.body(), UTF_8))
          .contains("Something is wrong on our side")
          .doesNotContain("hold", "SQL", "Exception");
    } finally {
      Rows.execute(
          connector().database(), "ALTER TABLE connector.hold_of_another_version RENAME TO hold");
    }
    assertThat(connector().get(holds).status()).isEqualTo(200);
  }

  @Test
  void of_a_target_that_is_not_there_no_list_says_that_all_is_well() {
    for (String path :
        List.of(
            "/targets/%s/holds",
            "/targets/%s/replays",
            "/targets/%s/reconciliations",
            "/leavers?target=%s",
            "/people/nobody?target=%s")) {
      String of = "/internal/v1/" + TENANT + path;
      assertThat(connector().get(of.formatted("crm")).status()).as(path).isEqualTo(200);
      assertThat(connector().get(of.formatted("cmr")).status()).as(path).isEqualTo(404);
    }
  }

  @Test
  void a_text_that_no_database_keeps_is_no_trouble_of_the_database() {
    String base = "/internal/v1/" + TENANT;
    String crm = base + "/targets/crm";
    assertThat(connector().get(base + "/people/%00").status()).isEqualTo(400);
    assertThat(connector().get(crm + "/reconciliations/r/findings?resourceType=%00").status())
        .isEqualTo(400);
    JsonObject replay =
        JsonObject.of("from", JsonObject.of("resourceId", new JsonString("a\0b")))
            .with("dryRun", JsonBoolean.TRUE);
    assertThat(connector().post(crm + "/replay", replay).status()).isEqualTo(400);
  }

  @Test
  void metrics_are_told_in_prometheus_form_without_people() {
    feed.publish(TENANT, Facts.created(Facts.user("m1"), Facts.person("metric-person")));
    connector().awaitApplied(TENANT);

    String metrics = new String(connector().raw("/metrics", "").body(), UTF_8);

    assertThat(metrics)
        .contains("rollcall_delivery_attempt_seconds_count")
        .contains("rollcall_delivery_lag_seconds_count")
        .contains("resilience4j_circuitbreaker")
        .doesNotContain("metric-person");
  }

  @Test
  void a_targets_file_that_cannot_be_used_changes_nothing_and_says_why() {
    connector().targetsText("{\"targets\":[{\"id\":\"crm\",\"kind\":\"scim\"}]}");
    await()
        .atMost(Connector.PATIENCE)
        .until(() -> connector().troubles().contains("Target 'crm': 'url' is missing or not text"));
    feed.publish(TENANT, Facts.created(Facts.user("t1"), Facts.person("still")));
    connector().awaitApplied(TENANT);

    connector().targets(List.of(entry()));
    await().atMost(Connector.PATIENCE).until(() -> connector().troubles().isEmpty());
  }

  @Test
  void a_parked_key_is_copied_to_the_dead_letters_without_the_person() {
    server.mood(request ->
        request.body().contains("parked-person")
            ? new Mood.Says(
                Response.json(
                    400,
                    JsonObject.of("detail", new JsonString("parked-person@example.com is wrong"))))
            : new Mood.Honest());
    feed.publish(
        TENANT, Facts.created(Facts.user("p1"), Facts.person("parked-person@example.com")));
    await()
        .atMost(Connector.PATIENCE)
        .until(() -> !connector().keys(TENANT, "crm", "parked").isEmpty());

    List<JsonObject> letters = new ArrayList<>();
    try (var consumer = deadLetters()) {
      await()
          .atMost(Connector.PATIENCE)
          .until(() -> {
            consumer
                .poll(Duration.ofMillis(200))
                .forEach(
                    each -> letters.add(new JsonCodec(JsonLimits.RECORD).readObject(each.value())));
            return letters.stream().anyMatch(OperationsIT::isOurs);
          });
    }

    JsonObject letter = letters.stream().filter(OperationsIT::isOurs).findFirst().orElseThrow();
    assertThat(letter.text("targetId")).contains("crm");
    assertThat(letter.text("errorClass")).contains("refused");
    assertThat(letter.get("status")).isEqualTo(JsonNumber.of(400));
    assertThat(letter.text("error")).contains("[…] is wrong");
    assertThat(new JsonCodec(JsonLimits.RECORD).writeText(letter)).doesNotContain("parked-person");
    server.honest();
    feed.publish(TENANT, Facts.deleted(Facts.user("p1"), 2));
    connector().awaitApplied(TENANT);
  }

  private static boolean isOurs(JsonObject letter) {
    return letter.text("tenant").filter(TENANT::equals).isPresent()
        && letter.text("resourceId").filter("p1"::equals).isPresent();
  }

  private static KafkaConsumer<byte[], byte[]> deadLetters() {
    var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of(
                "bootstrap.servers",
                BackingServers.bootstrapServers(),
                "group.id",
                UUID.randomUUID().toString(),
                "auto.offset.reset",
                "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.subscribe(List.of(Topics.DEAD_LETTERS));
    return consumer;
  }
}

package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.connector.FakeServer.Mood;
import dev.rollcall.connector.FakeServer.Response;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An app that asks for a pause of days has it, and a person can end it.
class PauseIT extends OneTargetCase {
  private static final Duration FIVE_DAYS = Duration.ofDays(5);
  private static final Duration ASIDE = Duration.ofMinutes(2);
  private final AtomicBoolean asks = new AtomicBoolean(true);

  PauseIT() {
    super("pause");
  }

  @Test
  void a_pause_of_days_is_kept_to_in_full_and_status_says_why() {
    begin(String.valueOf(FIVE_DAYS.toSeconds()));

    JsonObject status = status();

    JsonObject pause = (JsonObject) Objects.requireNonNull(status.get("pause"));
    assertThat(Instant.parse(pause.text("until").orElseThrow()))
        .isBetween(Instant.now().plus(FIVE_DAYS).minus(ASIDE), Instant.now().plus(FIVE_DAYS));
    assertThat(pause.get("status")).isEqualTo(JsonNumber.of(429));
    assertThat(((JsonArray) Objects.requireNonNull(status.get("sentences"))).toString())
        .contains("asked not to be called before", "HTTP 429", "The quota is used up");
    assertThat(it().keys(tenant, id(), "parked")).isEmpty();
  }

  @Test
  void a_date_is_kept_to_in_full_too() {
    Instant then = Instant.now().plus(FIVE_DAYS);
    begin(
        DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.ofInstant(then, ZoneOffset.UTC)));

    JsonObject pause = (JsonObject) Objects.requireNonNull(status().get("pause"));
    assertThat(Instant.parse(pause.text("until").orElseThrow()))
        .isBetween(then.minus(ASIDE), then.plus(ASIDE));
  }

  @Test
  void a_person_ends_a_pause_and_everything_goes_on() {
    begin(String.valueOf(FIVE_DAYS.toSeconds()));
    int before = server.requests().size();
    var acts = new ActFeed(it(), tenant, id());

    Connector.Answer silent = acts.post("/acts", JsonObject.builder().put("act", "resume").build());
    assertThat(silent.status()).as("a reason is asked for").isEqualTo(400);
    assertThat(server.requests()).hasSize(before);

    JsonObject resume =
        JsonObject.builder().put("act", "resume").put("reason", "they gave us more").build();
    assertThat(it().post(path("/acts"), resume).body().text("notBefore")).isPresent();
    acts.ended(acts.publish(resume));

    await().atMost(Connector.PATIENCE).until(() -> directory.all("/Users").size() == 3);
    assertThat(status().get("pause")).isNull();
    assertThat(acts.post("/acts", resume).status()).as("there is none any more").isEqualTo(409);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void a_pause_that_a_read_was_told_of_is_the_targets_however_long(int status) {
    asks.set(false);
    start(scim());
    create("a");
    it().awaitApplied(tenant);
    server.mood(request ->
        request.method().equals("GET") && !request.query().contains("filter")
            ? says(status, String.valueOf(FIVE_DAYS.toSeconds()))
            : new Mood.Honest());

    new ActFeed(it(), tenant, id())
        .publish(JsonObject.builder().put("act", "reconcile").put("reason", "a look").build());

    awaitPauseOfDays();
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void nor_is_one_forgotten_that_was_told_when_a_leaver_was_looked_at(int status) {
    asks.set(false);
    start(scim());
    create("a");
    it().awaitApplied(tenant);
    server.mood(request ->
        request.method().equals("GET")
            ? says(status, String.valueOf(FIVE_DAYS.toSeconds()))
            : new Mood.Honest());

    feed.publish(tenant, Facts.deactivated(Facts.user(tenant + "a"), 2, Facts.person("a")));

    awaitPauseOfDays();
    JsonObject leavers = it().get("/internal/v1/" + tenant + "/leavers?stillIn=true").body();
    assertThat(leavers.toString()).as("nobody has seen it").contains(tenant + "a");
  }

  private void awaitPauseOfDays() {
    await().atMost(Connector.PATIENCE).until(() -> status().get("pause") != null);
    JsonObject pause = (JsonObject) Objects.requireNonNull(status().get("pause"));
    assertThat(Instant.parse(pause.text("until").orElseThrow()))
        .isAfter(Instant.now().plus(FIVE_DAYS).minus(ASIDE));
  }

  /// The first call is answered 429.
  private void begin(String retryAfter) {
    server.mood(_ -> asks.compareAndSet(true, false) ? throttled(retryAfter) : new Mood.Honest());
    start(scim().with("maxInFlight", JsonNumber.of(1)));
    create("a");
    await().atMost(Connector.PATIENCE).until(() -> status().get("pause") != null);
    create("b", "c");
  }

  private static Mood throttled(String retryAfter) {
    return says(429, retryAfter);
  }

  private static Mood says(int status, String retryAfter) {
    return new Mood.Says(
        new Response(
            status, Map.of("Retry-After", retryAfter), "{\"detail\": \"The quota is used up\"}"));
  }

  private JsonObject status() {
    return it().get(path("")).body();
  }

  private void create(String... names) {
    for (String name : names) {
      feed.publish(tenant, Facts.created(Facts.user(tenant + name), Facts.person(name)));
    }
  }
}

package dev.rollcall.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.Topics;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.standalone.demoapp.AppState;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A service halts at a named point, comes back without a fault, and nothing is lost or doubled.
/// `-Drollcall.faults=all` plays every point; otherwise some are drawn.
class CrashPointsIT extends OnRig {
  private static final Duration LEVEL_MAX = Duration.ofSeconds(60);
  private static final Duration REBUILT_MAX = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final int DRAWN = 2;

  /// What a rebuild and a verification pass, in order.
  private static final List<String> REBUILDING =
      List.of(
          "projection.rebuild-prepared",
          "projection.rebuild-folded",
          "projection.rebuild-indexed",
          "projection.rebuild-compared",
          "projection.rebuild-holding",
          "projection.rebuild-switching",
          "projection.rebuild-switched",
          "projection.verify-dropping");

  private static final List<String> QUARANTINE =
      List.of("projection.quarantining", "projection.quarantined");
  private static final List<String> RECOVERY =
      List.of("projection.recovering", "projection.recovered-some");
  private static final List<String> JOINING = List.of("connector.filling", "connector.filled");
  private static final String VANISHED = "connector.vanished";
  private static final String ANSWER_LOST = "ingress.answer-lost";

  private final List<Provisioning> sessions = new ArrayList<>();
  private boolean whole;

  /// A test that failed must not fail the ones behind it.
  @AfterEach
  void clear() {
    survival.clear(!whole);
    whole = false;
  }

  static Stream<Round> rounds() {
    return Rounds.drawn();
  }

  static Stream<String> rebuilding() {
    return Rounds.draw(REBUILDING, DRAWN);
  }

  @ParameterizedTest
  @MethodSource("rounds")
  void a_session_loses_and_doubles_nothing(Round round) {
    survival.of(round, this::play);
    assertWhole();
  }

  @Test
  void a_record_that_cannot_be_decided_is_quarantined_once() {
    survival.of(
        new Round(List.of(QUARANTINE)),
        () -> {
          appendNonsense();
          play();
        });
    assertWhole();
  }

  @Test
  void a_store_that_was_lost_is_brought_back_however_often_that_ends_half_way() throws Exception {
    play();
    rig.projection.kill();
    rig.execute("DROP SCHEMA IF EXISTS rollcall, proj_v1, proj_previous CASCADE");
    rig.startAgain(rig.projection, List.of("crash=" + RECOVERY.getFirst()));
    survival.through(RECOVERY);
    play();
    assertWhole();
  }

  @ParameterizedTest
  @MethodSource("rebuilding")
  void a_rebuild_that_ends_half_way_leaves_a_directory_that_serves_and_can_be_rebuilt(String point)
      throws Exception {
    String work = point.contains("verify") ? "verify" : "rebuild";
    play();
    rig.projection.arm(point);
    begin(work);
    survival.through(List.of(point));
    play();
    assertWhole();
    begin(work);
    Awaitility.await(work)
        .atMost(REBUILT_MAX)
        .pollInterval(LOOK)
        .untilAsserted(() ->
            assertThat(operation("GET", "rebuild"))
                .contains("\"phase\":\"done\"", "\"differences\":[]"));
    assertWhole();
  }

  @ParameterizedTest
  @MethodSource("joining")
  void a_target_that_joins_gets_everything(String point) throws Exception {
    play();
    rig.connector.arm(point);
    rig.targets().join("joined-" + point.replace('.', '-'));
    survival.through(List.of(point));
    play();
    assertWhole();
  }

  static Stream<String> joining() {
    return JOINING.stream();
  }

  @Test
  void what_vanished_at_a_target_is_created_again() throws Exception {
    String user = name();
    String id = client.ask("POST", "/Users", Bodies.user(user, "first")).string("id");
    assertWhole();
    rig.targets().deleteByHand(user);
    survival.of(
        new Round(List.of(List.of(VANISHED))),
        () -> client.ask("PUT", "/Users/" + id, Bodies.user(user, "second")));
    assertWhole();
  }

  @Test
  void a_client_that_is_gone_before_its_answer_finds_what_it_asked_for() throws Exception {
    String user = name();
    rig.projection.running().signal("STOP");
    try {
      rig.ingress.arm(ANSWER_LOST);
      try (var gone = new RawClient(URI.create(rig.ingress.address()), rig.token())) {
        long before = logs.asked();
        gone.send("POST", "/scim/v2/Users", Bodies.user(user, "first"));
        // A reset that overtakes the request would take it away unread.
        Awaitility.await().atMost(LEVEL_MAX).pollInterval(LOOK).until(() -> logs.asked() > before);
      }
      rig.ingress.awaitHalt(ANSWER_LOST);
    } finally {
      rig.projection.running().signal("CONT");
    }
    rig.startAgain(rig.ingress, List.of());
    rig.services().forEach(FaultyService::awaitReady);
    assertThat(client.ask("POST", "/Users", Bodies.user(user, "first")).status()).isEqualTo(201);
    assertThat(client.having("/Users", "userName", user)).hasSize(1);
    assertWhole();
  }

  @Test
  void every_point_has_its_test() {
    var named = new ArrayList<>(REBUILDING);
    named.addAll(QUARANTINE);
    named.addAll(RECOVERY);
    named.addAll(JOINING);
    named.add(VANISHED);
    named.add(ANSWER_LOST);
    assertThat(Rounds.left()).containsExactlyInAnyOrderElementsOf(named);
    whole = true;
  }

  private void play() {
    var session = new Provisioning(client, name());
    session.play();
    sessions.add(session);
  }

  private String name() {
    return "s" + Long.toString(System.nanoTime(), Character.MAX_RADIX);
  }

  private void assertWhole() {
    logs.assertWhole();
    sessions.forEach(Provisioning::assertDone);
    Awaitility.await("the targets have what the directory has")
        .atMost(LEVEL_MAX)
        .pollInterval(LOOK)
        .untilAsserted(() -> {
          AppState directory = rig.administration().directory();
          assertThat(rig.targets().differences(directory)).isEmpty();
        });
    whole = true;
  }

  private void appendNonsense() {
    var tenant = new TenantId(Rig.TENANT);
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", rig.bootstrap()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  Topics.REQUESTS,
                  Topics.partitionOf(tenant, Rig.PARTITIONS),
                  tenant.value().getBytes(StandardCharsets.UTF_8),
                  "nonsense".getBytes(StandardCharsets.UTF_8)))
          .get(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("Kafka does not take a record", e);
    }
  }

  private void begin(String work) throws IOException, InterruptedException {
    operation("POST", work);
  }

  private String operation(String method, String work) throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create(rig.projection.address() + "/internal/v1/" + work))
              .header("Authorization", "Bearer " + rig.internalToken())
              .method(method, BodyPublishers.noBody())
              .build();
      return http.send(request, BodyHandlers.ofString()).body();
    }
  }
}

package dev.rollcall.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.ingress.RequestLog.Recorded;
import dev.rollcall.schemas.Topics;
import dev.rollcall.schemas.event.Command;
import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.event.Outcome;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.ResourceRef;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// From the HTTP request to the record, and from the decision to the answer.
class WritePathIT extends WithLog {
  private static final String USERS = "/scim/v2/Users";
  private static final ResourceRef USER = new ResourceRef("User", new ResourceId("u1"));

  @BeforeEach
  void forget() {
    querySide.asked().clear();
  }

  @Test
  void a_create_is_recorded_whole_but_for_its_password_and_answered_when_it_is_decided()
      throws Exception {
    var answer =
        ingress.sendAsync(
            "POST",
            USERS,
            "{\"userName\":\"ada\",\"password\":\"s3cret-of-ada\",\"title\":\"Dr\"}");
    Recorded recorded = log.next();

    assertThat(recorded.text()).doesNotContain("s3cret-of-ada");
    assertThat(new String(recorded.record().key(), StandardCharsets.UTF_8)).isEqualTo("demo");
    assertThat(recorded.record().partition())
        .isEqualTo(Topics.partitionOf(recorded.request().tenant(), Ingress.PARTITIONS));
    assertThat(recorded.header()).isEqualTo(recorded.request().id().value());
    assertThat(recorded.request().actor().credential()).isEqualTo(ingress.token().id());
    assertThat(recorded.request().actor().address()).isEqualTo("127.0.0.1");
    var command = (Command.CreateResource) recorded.request().command();
    assertThat(command.document().text("title")).contains("Dr");
    assertThat(answer).isNotDone();

    var ref = new ResourceRef("User", command.newId());
    log.ring(
        log.decision(
            recorded,
            new Outcome.Accepted(201, ref, 1),
            List.of(new Fact.ResourceCreated(ref, 1, command.document(), List.of()))));

    assertThat(answer.join().statusCode()).isEqualTo(201);
    assertThat(answer.join().headers().firstValue("Location"))
        .contains("https://scim.example/scim/v2/Users/" + command.newId());
    assertThat(answer.join().headers().firstValue("ETag")).contains("W/\"1\"");
    assertThat(answer.join().headers().firstValue("X-Request-Id"))
        .contains(recorded.request().id().value());
    assertThat(answer.join().body()).contains("\"userName\":\"ada\"").doesNotContain("password");
  }

  @Test
  void an_operation_on_a_type_that_is_not_known_here_yet_is_recorded_as_it_came() throws Exception {
    var answer =
        ingress.sendAsync(
            "POST",
            "/scim/v2/Bulk",
            "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:BulkRequest\"],\"Operations\":[{\"method\":"
                + "\"POST\",\"path\":\"/Robots\",\"bulkId\":\"r\",\"data\":{\"serial\":\"7\",\"password\":\"s3cret\"}}]}");
    Recorded recorded = log.next();

    assertThat(querySide.asked()).anyMatch(it -> it.endsWith("/demo/profile"));
    assertThat(recorded.text()).contains("serial").doesNotContain("s3cret");
    var robot =
        Objects.requireNonNull(
            ((Command.Bulk) recorded.request().command()).operations().getFirst().newId());
    var accepted = new Outcome.Accepted(201, new ResourceRef("Robot", robot), 1);
    log.ring(
        log.decision(
            recorded,
            new Outcome.Performed(
                List.of(new Outcome.PerformedOperation(0, "POST", "r", accepted))),
            List.of()));

    assertThat(answer.join().statusCode()).isEqualTo(200);
    assertThat(answer.join().body()).contains("https://scim.example/scim/v2/Robots/" + robot);
  }

  @Test
  void a_body_that_says_it_is_not_encoded_is_read() {
    var request = ingress.request("POST", USERS, "{}").header("Content-Encoding", "identity");
    assertThat(ingress.send(request.build()).statusCode()).isEqualTo(400);
    var zipped = ingress.request("POST", USERS, "{}").header("Content-Encoding", "gzip");
    assertThat(ingress.send(zipped.build()).statusCode()).isEqualTo(415);
  }

  @Test
  void a_refusal_is_answered_with_its_status_and_scim_type() throws Exception {
    var answer = ingress.sendAsync("POST", USERS, "{\"userName\":\"bob\"}");
    log.ring(
        log.decision(
            log.next(), new Outcome.Refused(409, "uniqueness", "It is taken."), List.of()));

    assertThat(answer.join().statusCode()).isEqualTo(409);
    assertThat(answer.join().body()).contains("\"scimType\":\"uniqueness\"", "It is taken.");
  }

  @Test
  void a_decision_whose_ring_is_lost_is_asked_for() {
    var answer = ingress.sendAsync("DELETE", USERS + "/u1", "");
    Recorded recorded = log.next();
    var decision = log.decision(recorded, new Outcome.Accepted(204, USER, 2), List.of());
    querySide.knows(recorded.request().id().value(), log.encoded(decision));

    assertThat(answer.join().statusCode()).isEqualTo(204);
    assertThat(querySide.asked()).anyMatch(it -> it.contains("/decisions/"));
  }

  @Test
  void a_defect_of_ours_is_a_500_that_names_the_request_and_nothing_else() throws Exception {
    var answer = ingress.sendAsync("DELETE", USERS + "/u1", "");
    Recorded recorded = log.next();
    log.ring(log.decision(recorded, new Outcome.Quarantined("SomeDefect"), List.of()));

    assertThat(answer.join().statusCode()).isEqualTo(500);
    assertThat(answer.join().body())
        .contains(recorded.request().id().value())
        .doesNotContain("SomeDefect");
  }

  @Test
  void a_request_that_is_not_decided_in_time_gets_503_and_its_repeat_names_it() throws Exception {
    String body = "{\"userName\":\"late\"}";
    var first = ingress.send("POST", USERS, body);
    Recorded recorded = log.next();

    assertThat(first.statusCode()).isEqualTo(503);
    assertThat(first.headers().firstValue("Retry-After")).isPresent();
    var repeat = ingress.sendAsync("POST", USERS, body);
    Recorded repeated = log.next();
    assertThat(repeated.request().possibleRetryOf()).isEqualTo(recorded.request().id());
    log.ring(log.decision(repeated, new Outcome.Refused(409, null, "x"), List.of()));
    assertThat(repeat.join().statusCode()).isEqualTo(409);
  }

  @Test
  void a_client_that_hung_up_repeats_and_its_repeat_names_the_first() throws Exception {
    String body = "{\"userName\":\"gone\"}";
    Recorded first;
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), ingress.port())) {
      OutputStream out = socket.getOutputStream();
      String head =
          "POST "
              + USERS
              + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/scim+json\r\nAuthorization: Bearer "
              + ingress.token().text()
              + "\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n";
      out.write((head + body).getBytes(StandardCharsets.US_ASCII));
      out.flush();
      first = log.next();
    }
    // That the socket is closed shows to the service a moment later.
    await()
        .atMost(Ingress.PATIENCE)
        .until(() -> {
          var repeat = ingress.sendAsync("POST", USERS, body);
          Recorded repeated = log.next();
          log.ring(log.decision(repeated, new Outcome.Refused(409, null, "x"), List.of()));
          repeat.join();
          return first.request().id().equals(repeated.request().possibleRetryOf());
        });
  }

  @Test
  void answers_find_their_own_requests() throws Exception {
    var answers =
        IntStream.range(0, 40)
            .mapToObj(it -> ingress.sendAsync("DELETE", USERS + "/many-" + it, ""))
            .toList();
    Set<Recorded> recorded =
        IntStream.range(0, answers.size()).mapToObj(_ -> log.next()).collect(Collectors.toSet());
    for (Recorded each : recorded) {
      var command = (Command.DeleteResource) each.request().command();
      log.ring(
          log.decision(
              each, new Outcome.Refused(404, null, "No " + command.id() + "."), List.of()));
    }
    for (int i = 0; i < answers.size(); i++) {
      assertThat(answers.get(i).join().body()).contains("No many-" + i + ".");
    }
  }

  @Test
  void an_idempotency_key_and_if_match_travel_with_the_record() throws Exception {
    var request =
        ingress
            .request("DELETE", USERS + "/u1", "")
            .header("Idempotency-Key", "key-1")
            .header("If-Match", "W/\"3\"")
            .build();
    var answer = java.util.concurrent.CompletableFuture.supplyAsync(() -> ingress.send(request));
    Recorded recorded = log.next();
    assertThat(recorded.request().idempotencyKey()).isEqualTo("key-1");
    assertThat(((Command.DeleteResource) recorded.request().command()).ifMatch())
        .containsExactly("W/\"3\"");
    log.ring(log.decision(recorded, new Outcome.Refused(412, null, "x"), List.of()));
    assertThat(answer.join().statusCode()).isEqualTo(412);
  }

  @Test
  void while_nothing_can_be_decided_nothing_is_recorded() {
    querySide.readiness(503);
    try {
      await()
          .atMost(Ingress.PATIENCE)
          .until(() -> ingress.send("GET", "/health/ready", "").statusCode() == 503);
      long began = System.nanoTime();
      var answer = ingress.send("POST", USERS, "{\"userName\":\"never\"}");
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
      assertThat(answer.headers().firstValue("Retry-After")).isPresent();
      assertThat(log.isAtEnd()).isTrue();
    } finally {
      querySide.readiness(200);
    }
    await()
        .atMost(Ingress.PATIENCE)
        .until(() -> ingress.send("GET", "/health/ready", "").statusCode() == 200);
  }

  @Test
  void reads_pass_through_with_their_entity_tags() {
    assertThat(ingress.send("GET", USERS + "/u1", "").body()).contains("the query side");
    var known =
        ingress.send(
            ingress.request("GET", USERS + "/u1", "").header("If-None-Match", "W/\"7\"").build());
    assertThat(known.statusCode()).isEqualTo(304);
    assertThat(known.headers().firstValue("ETag")).contains("W/\"7\"");
    var head = ingress.send("HEAD", USERS + "/u1", "");
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
  }

  @Test
  void a_query_with_raw_characters_is_read() throws Exception {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), ingress.port())) {
      socket.setSoTimeout(10_000);
      String head =
          "GET "
              + USERS
              + "?filter=emails[type+eq+\"work\"].value+eq+\"a|b\" HTTP/1.1\r\nHost: x\r\n"
              + "Connection: close\r\nAuthorization: Bearer "
              + ingress.token().text()
              + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 200 ").contains("the query side");
    }
  }
}

package dev.rollcall.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.ingress.RequestLog.Recorded;
import dev.rollcall.schemas.event.BulkPart;
import dev.rollcall.schemas.event.Command.Bulk;
import dev.rollcall.schemas.event.Command.BulkOperation;
import dev.rollcall.schemas.event.DecidedPart;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Outcome;
import dev.rollcall.schemas.event.Outcome.Accepted;
import dev.rollcall.schemas.event.Outcome.Performed;
import dev.rollcall.schemas.event.Outcome.PerformedOperation;
import dev.rollcall.schemas.event.Outcome.Quarantined;
import dev.rollcall.schemas.event.Outcome.Refused;
import dev.rollcall.schemas.event.RequestId;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.ResourceRef;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// Bulk requests that are larger than a part: what stands in the log, when, and what the client and
/// its repeats are told. The test decides.
class BulkPartsIT extends WithLog {
  private static final String BULK = "/scim/v2/Bulk";

  BulkPartsIT() {
    super("--BULK_PART_OPERATIONS=2");
  }

  @Test
  void a_part_is_recorded_when_the_one_before_it_is_decided_and_told_what_became_of_it()
      throws Exception {
    var answer = send(bulk(0, user("a"), user("b"), user("c"), group("g", "a", "b", "c")));
    Recorded first = log.next();
    RequestId id = first.request().id();
    assertThat(part(first)).isEqualTo(new BulkPart(id, 1, 2, 0, 0, Map.of(), Set.of()));
    assertThat(log.isAtEnd()).isTrue();
    assertThat(answer).isNotDone();
    // The decision counts, not what was minted.
    ring(first, accepted("a", "x1"), refused("b"));

    Recorded second = log.next();
    assertThat(second.request().id().value()).isEqualTo(id.value() + ".2");
    assertThat(second.request().receivedAt()).isEqualTo(first.request().receivedAt());
    assertThat(part(second))
        .isEqualTo(new BulkPart(id, 2, 2, 2, 1, Map.of("a", new ResourceId("x1")), Set.of("b")));
    assertThat(second.text()).contains("bulkId:a", "bulkId:c");
    ring(second, accepted("c", "x3"), refused("g"));

    HttpResponse<String> answered = answer.join();
    assertThat(answered.statusCode()).isEqualTo(200);
    assertThat(answered.headers().firstValue("X-Request-Id")).contains(id.value());
    assertThat(answered.body())
        .containsSubsequence(
            "\"bulkId\":\"a\"",
            "Users/x1",
            "\"bulkId\":\"b\"",
            "\"409\"",
            "\"bulkId\":\"c\"",
            "Users/x3",
            "\"bulkId\":\"g\"",
            "\"409\"");
    assertThat(log.isAtEnd()).isTrue();
  }

  @Test
  void what_is_no_larger_than_a_part_is_recorded_as_one() throws Exception {
    var answer = send(bulk(0, user("one-a"), group("one-g", "one-a")));
    Recorded whole = log.next();
    assertThat(((Bulk) whole.request().command()).part()).isNull();
    assertThat(whole.text()).doesNotContain("\"part\"");
    ring(whole, accepted("one-a", "x1"), accepted("one-g", "x2"));
    assertThat(answer.join().statusCode()).isEqualTo(200);
  }

  @Test
  void errors_are_counted_over_all_parts_and_the_rest_is_not_recorded() throws Exception {
    var answer =
        send(bulk(2, user("f1"), user("f2"), user("f3"), user("f4"), user("f5"), user("f6")));
    ring(log.next(), accepted("f1", "x"), refused("f2"));
    Recorded second = log.next();
    assertThat(part(second).refusedBefore()).isEqualTo(1);
    assertThat(((Bulk) second.request().command()).failOnErrors()).isEqualTo(2);
    ring(second, refused("f3"));

    assertThat(answer.join().body()).contains("f3").doesNotContain("f4").doesNotContain("f5");
    assertThat(log.isAtEnd()).isTrue();
  }

  @Test
  void of_a_part_that_cannot_be_decided_every_operation_is_answered_with_500() throws Exception {
    var answer = send(bulk(0, user("q1"), user("q2"), group("q3", "q1"), user("q4")));
    Recorded first = log.next();
    log.ring(decision(first, new Quarantined("SomeDefect")));
    Recorded second = log.next();
    assertThat(part(second).failed()).containsExactly("q1");
    assertThat(part(second).refusedBefore()).isEqualTo(2);
    ring(second, refused("q3"), accepted("q4", "x"));

    assertThat(answer.join().body())
        .containsSubsequence("q1", "\"500\"", "q2", "\"500\"", "q3", "\"409\"", "q4", "\"201\"")
        .contains(first.request().id().value())
        .doesNotContain("SomeDefect");
  }

  @Test
  void a_client_that_hangs_up_between_two_parts_finds_all_of_them_by_its_repeat() throws Exception {
    String body = bulk(0, user("h1"), user("h2"), user("h3"), user("h4"), group("h5", "h1", "h4"));
    Recorded first;
    try (var _ = hungry(body)) {
      first = log.next();
    }
    // It goes on without its client.
    ring(first, accepted("h1", "y1"), accepted("h2", "y2"));
    Recorded second = log.next();
    ring(second, accepted("h3", "y3"), accepted("h4", "y4"));
    Recorded third = log.next();
    ring(third, accepted("h5", "y5"));

    var repeat = send(body);
    for (Recorded each : List.of(first, second, third)) {
      Recorded again = log.next();
      assertThat(again.request().possibleRetryOf()).isEqualTo(each.request().id());
      log.ring(decision(again, outcome(each)));
    }
    assertThat(repeat.join().body())
        .containsSubsequence("y1", "y2", "y3", "y4", "y5")
        .doesNotContain("409");
  }

  @Test
  void a_repeat_that_comes_while_the_first_goes_on_waits_for_it() throws Exception {
    String body = bulk(0, user("w1"), user("w2"), user("w3"));
    Recorded first;
    try (var _ = hungry(body)) {
      first = log.next();
    }
    var repeat = send(body);
    ring(first, accepted("w1", "y1"), accepted("w2", "y2"));
    Recorded second = log.next();
    assertThat(second.request().id().value()).isEqualTo(first.request().id().value() + ".2");
    assertThat(log.isAtEnd()).isTrue();
    assertThat(repeat).isNotDone();
    ring(second, accepted("w3", "y3"));

    for (Recorded each : List.of(first, second)) {
      Recorded again = log.next();
      assertThat(again.request().possibleRetryOf()).isEqualTo(each.request().id());
      log.ring(decision(again, outcome(each)));
    }
    assertThat(repeat.join().body()).containsSubsequence("y1", "y2", "y3");
  }

  @Test
  void what_was_not_recorded_by_the_deadline_is_done_all_the_same_and_the_repeat_names_it()
      throws Exception {
    String body = bulk(0, user("d1"), user("d2"), user("d3"));
    HttpResponse<String> late = send(body).join();
    assertThat(late.statusCode()).isEqualTo(503);
    assertThat(late.headers().firstValue("Retry-After")).isPresent();
    assertThat(late.body()).doesNotContain("nothing was recorded");
    Recorded first = log.next();
    var repeat = send(body);
    ring(first, accepted("d1", "y1"), accepted("d2", "y2"));
    Recorded second = log.next();
    assertThat(second.request().possibleRetryOf()).isNull();
    ring(second, accepted("d3", "y3"));

    for (Recorded each : List.of(first, second)) {
      Recorded again = log.next();
      assertThat(again.request().possibleRetryOf()).isEqualTo(each.request().id());
      log.ring(decision(again, outcome(each)));
    }
    assertThat(repeat.join().body()).containsSubsequence("y1", "y2", "y3");
  }

  @Test
  void an_answer_that_was_delivered_is_not_repeated() throws Exception {
    String body = bulk(0, user("t1"), user("t2"), user("t3"));
    for (int i = 0; i < 2; i++) {
      var answer = send(body);
      Recorded first = log.next();
      assertThat(first.request().possibleRetryOf()).isNull();
      ring(first, accepted("t1", "y1"), accepted("t2", "y2"));
      Recorded second = log.next();
      assertThat(second.request().possibleRetryOf()).isNull();
      ring(second, accepted("t3", "y3"));
      assertThat(answer.join().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void one_tenants_requests_of_several_parts_go_one_after_the_other() throws Exception {
    var one = send(bulk(0, user("o1"), user("o2"), user("o3")));
    Recorded first = log.next();
    var other = send(bulk(0, user("p1"), user("p2"), user("p3")));
    ring(first, accepted("o1", "y1"), accepted("o2", "y2"));
    Recorded second = log.next();
    assertThat(part(second).first()).isEqualTo(first.request().id());
    ring(second, accepted("o3", "y3"));
    assertThat(one.join().statusCode()).isEqualTo(200);
    ring(log.next(), accepted("p1", "y1"), accepted("p2", "y2"));
    ring(log.next(), accepted("p3", "y3"));
    assertThat(other.join().statusCode()).isEqualTo(200);
  }

  @Test
  void each_part_has_a_key_of_its_own() throws Exception {
    var request =
        ingress
            .request("POST", BULK, bulk(0, user("k1"), user("k2"), user("k3")))
            .header("Idempotency-Key", "key-7");
    var answer = ingress.sendAsync(request.build());
    Recorded first = log.next();
    assertThat(first.request().idempotencyKey()).isEqualTo("key-7");
    ring(first, accepted("k1", "y1"), accepted("k2", "y2"));
    Recorded second = log.next();
    assertThat(second.request().idempotencyKey()).startsWith("key-7").isNotEqualTo("key-7");
    log.ring(decision(second, new Refused(422, null, "Another request.")));
    assertThat(answer.join().statusCode()).isEqualTo(422);
  }

  @Test
  void who_does_not_wait_is_told_at_the_first_part_and_finds_the_end_of_all() throws Exception {
    String body = bulk(0, user("s1"), user("s2"), user("s3"));
    var request = ingress.request("POST", BULK, body).header("Prefer", "respond-async");
    HttpResponse<String> taken = ingress.send(request.build());
    Recorded first = log.next();
    String id = first.request().id().value();
    assertThat(taken.statusCode()).isEqualTo(202);
    assertThat(taken.headers().firstValue("Set-Txn")).contains(id);

    Decision one = ring(first, accepted("s1", "y1"), accepted("s2", "y2"));
    querySide.says("/requests/" + id, 200, stored(one));
    String end = "/scim/v2/AsyncResponses/" + id;
    assertThat(ingress.send("GET", end, "").statusCode()).isEqualTo(404);
    Recorded second = log.next();
    Decision two = ring(second, accepted("s3", "y3"));
    querySide.knows(id + ".2", log.encoded(two));

    assertThat(ingress.send("GET", end, "").body())
        .contains("\"" + id + ":0\"", "\"" + id + ":1\"", "\"" + id + ":2\"");
    assertThat(ingress.send("GET", end + ":2", "").statusCode()).isEqualTo(200);
    assertThat(ingress.send("GET", end + ":3", "").statusCode()).isEqualTo(404);
  }

  private String stored(Decision decision) {
    return "{\"request\":{\"operation\":\"bulk\"},\"decision\":"
        + new String(log.encoded(decision), StandardCharsets.UTF_8)
        + "}";
  }

  /// How an operation ends.
  private record End(String bulkId, Outcome outcome) {}

  private static End accepted(String bulkId, String id) {
    return new End(bulkId, new Accepted(201, new ResourceRef("User", new ResourceId(id)), 1));
  }

  private static End refused(String bulkId) {
    return new End(bulkId, new Refused(409, null, "No."));
  }

  private final List<Decision> rung = new ArrayList<>();

  private Decision ring(Recorded recorded, End... ends) throws Exception {
    var operations = new ArrayList<PerformedOperation>();
    List<BulkOperation> sent = ((Bulk) recorded.request().command()).operations();
    for (End end : ends) {
      assertThat(sent.get(operations.size()).bulkId()).isEqualTo(end.bulkId());
      operations.add(
          new PerformedOperation(operations.size(), "POST", end.bulkId(), end.outcome()));
    }
    Decision decision = decision(recorded, new Performed(operations));
    rung.add(decision);
    log.ring(decision);
    return decision;
  }

  private Decision decision(Recorded recorded, Outcome outcome) {
    return log.decision(recorded, outcome, List.of())
        .about(DecidedPart.of(recorded.request().command(), outcome).orElse(null));
  }

  private Outcome outcome(Recorded recorded) {
    return rung.stream()
        .filter(it -> it.requestId().equals(recorded.request().id()))
        .findFirst()
        .orElseThrow()
        .outcome();
  }

  private static BulkPart part(Recorded recorded) {
    return Objects.requireNonNull(((Bulk) recorded.request().command()).part());
  }

  private CompletableFuture<HttpResponse<String>> send(String body) {
    return ingress.sendAsync("POST", BULK, body);
  }

  /// A client that sends and reads nothing; it hangs up when it is closed.
  private Socket hungry(String body) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), ingress.port());
    OutputStream out = socket.getOutputStream();
    String head =
        "POST "
            + BULK
            + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/scim+json\r\nAuthorization: Bearer "
            + ingress.token().text()
            + "\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n";
    out.write((head + body).getBytes(StandardCharsets.US_ASCII));
    out.flush();
    return socket;
  }

  private static String bulk(int failOnErrors, String... operations) {
    return "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:BulkRequest\"],\"failOnErrors\":"
        + failOnErrors
        + ",\"Operations\":["
        + String.join(",", operations)
        + "]}";
  }

  private static String user(String name) {
    return post("/Users", name, "{\"userName\":\"" + name + "\"}");
  }

  private static String group(String name, String... members) {
    var all = new ArrayList<String>();
    for (String member : members) {
      all.add("{\"value\":\"bulkId:" + member + "\"}");
    }
    return post(
        "/Groups",
        name,
        "{\"displayName\":\"" + name + "\",\"members\":[" + String.join(",", all) + "]}");
  }

  private static String post(String path, String bulkId, String data) {
    return "{\"method\":\"POST\",\"path\":\"%s\",\"bulkId\":\"%s\",\"data\":%s}"
        .formatted(path, bulkId, data);
  }
}

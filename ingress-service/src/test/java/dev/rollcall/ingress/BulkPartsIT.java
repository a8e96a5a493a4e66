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
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Bulk requests that are larger than a part: what stands in the log, when, and what the client and
/// its repeats are told. The test decides.
class BulkPartsIT extends WithLog {
  private static final String BULK = "/scim/v2/Bulk";

  BulkPartsIT() {
    super("--BULK_PART_OPERATIONS=2");
  }

  @Test
  void a_part_is_recorded_when_the_one_before_it_is_decided() throws Exception {
    var answer = send(bulk(0, user("a"), user("b"), user("c"), user("d")));
    Recorded first = log.next();
    RequestId id = first.request().id();
    String content = part(first).content();
    assertThat(part(first)).isEqualTo(new BulkPart(id, 1, 2, 0, 0, content, List.of()));
    assertThat(log.isAtEnd()).isTrue();
    assertThat(answer).isNotDone();
    ring(first, accepted("a", "x1"), refused("b"));

    Recorded second = log.next();
    assertThat(second.request().id().value()).isEqualTo(id.value() + ".2");
    assertThat(second.request().receivedAt()).isEqualTo(first.request().receivedAt());
    assertThat(part(second)).isEqualTo(new BulkPart(id, 2, 2, 2, 1, content, List.of()));
    ring(second, accepted("c", "x3"), refused("d"));

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
            "\"bulkId\":\"d\"",
            "\"409\"");
    assertThat(log.isAtEnd()).isTrue();
  }

  @Test
  void what_is_no_larger_than_a_part_or_cannot_be_cut_is_recorded_as_one() throws Exception {
    var small = send(bulk(0, user("one-a"), user("one-b")));
    Recorded whole = log.next();
    assertThat(((Bulk) whole.request().command()).part()).isNull();
    assertThat(whole.text()).doesNotContain("\"part\"");
    ring(whole, accepted("one-a", "x1"), accepted("one-b", "x2"));
    assertThat(small.join().statusCode()).isEqualTo(200);

    var referring = send(bulk(0, user("two-a"), user("two-b"), group("two-g", "two-a")));
    whole = log.next();
    assertThat(((Bulk) whole.request().command()).part()).isNull();
    ring(whole, accepted("two-a", "x1"), accepted("two-b", "x2"), accepted("two-g", "x3"));
    assertThat(referring.join().statusCode()).isEqualTo(200);
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
    var answer = send(bulk(0, user("q1"), user("q2"), user("q3"), user("q4")));
    Recorded first = log.next();
    log.ring(decision(first, new Quarantined("SomeDefect")));
    Recorded second = log.next();
    assertThat(part(second).refusedBefore()).isEqualTo(2);
    ring(second, refused("q3"), accepted("q4", "x"));

    assertThat(answer.join().body())
        .containsSubsequence("q1", "\"500\"", "q2", "\"500\"", "q3", "\"409\"", "q4", "\"201\"")
        .contains(first.request().id().value())
        .doesNotContain("SomeDefect");
  }

  @Test
  void a_client_that_hangs_up_goes_on_by_its_repeat_which_has_larger_parts() throws Exception {
    String body = bulk(0, users(9));
    Recorded first;
    try (var _ = hungry(body)) {
      first = log.next();
    }
    var repeat = send(body);
    // It begins when the first has ended with its client.
    Recorded again = log.next();
    BulkPart part = part(again);
    assertThat(part.repeats()).containsExactly(first.request().id());
    assertThat(part.content()).isEqualTo(part(first).content());
    assertThat(part.of()).isEqualTo(2);
    ring(first, accepted("u0", "late"), accepted("u1", "late"));
    assertThat(log.isAtEnd()).isTrue();

    ring(again, accepted(0, 8));
    Recorded rest = log.next();
    assertThat(part(rest).repeats()).containsExactly(first.request().id());
    assertThat(part(rest).from()).isEqualTo(8);
    ring(rest, accepted(8, 9));
    assertThat(repeat.join().body()).contains("Users/id-u0", "Users/id-u8").doesNotContain("late");

    // Now it is answered, and another equal one is another request.
    var other = send(body);
    Recorded anew = log.next();
    assertThat(part(anew).repeats()).isEmpty();
    log.ring(decision(anew, new Refused(422, null, "No.")));
    assertThat(other.join().statusCode()).isEqualTo(422);
  }

  @Test
  void at_the_deadline_a_client_is_told_that_something_is_recorded_and_its_repeat_names_it()
      throws Exception {
    String body = bulk(0, user("d1"), user("d2"), user("d3"));
    var late = send(body);
    Recorded first = log.next();
    HttpResponse<String> told = late.join();
    assertThat(told.statusCode()).isEqualTo(503);
    assertThat(told.headers().firstValue("Retry-After")).isPresent();
    assertThat(told.body()).contains("Something of the request is recorded");

    var repeat = send(body);
    Recorded again = log.next();
    assertThat(part(again).repeats()).containsExactly(first.request().id());
    ring(again, accepted("d1", "y1"), accepted("d2", "y2"), accepted("d3", "y3"));
    assertThat(repeat.join().body()).containsSubsequence("y1", "y2", "y3");
  }

  @Test
  void one_tenants_requests_of_several_parts_go_one_after_the_other() throws Exception {
    String body = bulk(0, user("o1"), user("o2"), user("o3"));
    var one = send(body);
    Recorded first = log.next();
    var equal = send(body);
    ring(first, accepted("o1", "y1"), accepted("o2", "y2"));
    Recorded second = log.next();
    assertThat(part(second).first()).isEqualTo(first.request().id());
    ring(second, accepted("o3", "y3"));
    assertThat(one.join().statusCode()).isEqualTo(200);
    // The first was answered, so this is no repeat.
    Recorded next = log.next();
    assertThat(part(next).repeats()).isEmpty();
    ring(next, refused("o1"), refused("o2"));
    ring(log.next(), refused("o3"));
    assertThat(equal.join().statusCode()).isEqualTo(200);
  }

  @Test
  void every_part_has_the_key_of_the_request() throws Exception {
    var request =
        ingress
            .request("POST", BULK, bulk(0, user("k1"), user("k2"), user("k3")))
            .header("Idempotency-Key", "key-7");
    var answer = ingress.sendAsync(request.build());
    Recorded first = log.next();
    assertThat(first.request().idempotencyKey()).isEqualTo("key-7");
    ring(first, accepted("k1", "y1"), accepted("k2", "y2"));
    Recorded second = log.next();
    assertThat(second.request().idempotencyKey()).isEqualTo("key-7");
    log.ring(decision(second, new Refused(422, null, "Another request.")));
    assertThat(answer.join().statusCode()).isEqualTo(422);
  }

  @Test
  void who_does_not_wait_is_promised_that_the_log_has_all_of_it() throws Exception {
    String body = bulk(0, user("s1"), user("s2"), user("s3"));
    var request = ingress.request("POST", BULK, body).header("Prefer", "respond-async");
    HttpResponse<String> taken = ingress.send(request.build());
    Recorded whole = log.next();
    assertThat(taken.statusCode()).isEqualTo(202);
    assertThat(((Bulk) whole.request().command()).part()).isNull();
    assertThat(((Bulk) whole.request().command()).operations()).hasSize(3);
    ring(whole, accepted("s1", "y1"), accepted("s2", "y2"), accepted("s3", "y3"));
  }

  @Test
  void a_part_tells_nobody_who_did_not_wait_how_all_ended() throws Exception {
    var answer = send(bulk(0, user("p1"), user("p2"), user("p3")));
    Recorded first = log.next();
    String id = first.request().id().value();
    Decision one = ring(first, accepted("p1", "y1"), accepted("p2", "y2"));
    ring(log.next(), accepted("p3", "y3"));
    assertThat(answer.join().statusCode()).isEqualTo(200);
    querySide.says("/requests/" + id, 200, stored(one));
    assertThat(ingress.send("GET", "/scim/v2/AsyncResponses/" + id, "").statusCode())
        .isEqualTo(404);
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

  /// The users of [#users] from one to before another are made.
  private static End[] accepted(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(it -> accepted("u" + it, "id-u" + it))
        .toArray(End[]::new);
  }

  private Decision ring(Recorded recorded, End... ends) throws Exception {
    var operations = new ArrayList<PerformedOperation>();
    List<BulkOperation> sent = ((Bulk) recorded.request().command()).operations();
    for (End end : ends) {
      assertThat(sent.get(operations.size()).bulkId()).isEqualTo(end.bulkId());
      operations.add(
          new PerformedOperation(operations.size(), "POST", end.bulkId(), end.outcome()));
    }
    Decision decision = decision(recorded, new Performed(operations));
    log.ring(decision);
    return decision;
  }

  private Decision decision(Recorded recorded, Outcome outcome) {
    return log.decision(recorded, outcome, List.of())
        .about(DecidedPart.of(recorded.request().command(), outcome).orElse(null));
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

  private static String[] users(int count) {
    return IntStream.range(0, count).mapToObj(it -> user("u" + it)).toArray(String[]::new);
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

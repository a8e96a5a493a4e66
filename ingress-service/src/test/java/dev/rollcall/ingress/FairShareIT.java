package dev.rollcall.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.ingress.RequestLog.Recorded;
import dev.rollcall.schemas.access.Token;
import dev.rollcall.schemas.event.Command;
import dev.rollcall.schemas.event.Outcome;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a tenant that floods the front door gets into the log, and what stands there in front of
/// others. The test decides, so that nothing depends on how fast anything is.
class FairShareIT extends WithLog {
  private static final String USERS = "/scim/v2/Users/";
  private static final int PLACES = 2;
  private static final int SHARE = 8;

  private final Token calmToken = Token.make(new SecureRandom());

  FairShareIT() {
    super(
        "--TENANT_IN_FLIGHT_MAX=" + SHARE,
        "--TENANT_RATE=1",
        "--TENANT_BURST=1",
        "--TENANT_WRITES_ALONE=" + PLACES,
        "--TENANT_WRITES_BESIDE=" + PLACES,
        "--TENANT_WRITES_PER_SECOND=0",
        "--TENANT_BODIES_ALONE=4",
        "--TENANT_BODIES_BESIDE=4");
  }

  @BeforeAll
  void let_the_calm_tenant_in() {
    Instant expiry = Instant.now().plusSeconds(3600);
    ingress.credentials(
        List.of(
            Ingress.credential(ingress.token(), expiry),
            Ingress.credential(calmToken, "calm", expiry)));
    await()
        .atMost(Ingress.PATIENCE)
        .until(() -> asCalm("GET", USERS + "known", "").join().statusCode() == 200);
  }

  @BeforeEach
  void nothing_is_left_of_the_test_before() {
    assertThat(log.isAtEnd()).isTrue();
  }

  @Test
  void a_flood_stands_in_the_log_with_its_places_only_and_the_other_tenant_behind_those()
      throws Exception {
    var flood =
        IntStream.range(0, 6)
            .mapToObj(it -> ingress.sendAsync("DELETE", USERS + "flood-" + it, ""))
            .toList();
    List<Recorded> first = List.of(log.next(), log.next());
    var calm = asCalm("DELETE", USERS + "calm", "");

    Recorded third = log.next();
    assertThat(third.request().tenant().value()).isEqualTo("calm");
    assertThat(log.isAtEnd()).isTrue();
    assertThat(flood).noneMatch(CompletableFuture::isDone);
    refuse(third);
    assertThat(calm.join().statusCode()).isEqualTo(404);

    // Each that is decided lets one more in, and all are answered in the end.
    refuse(first.getFirst());
    refuse(log.next());
    refuse(first.getLast());
    for (int i = 0; i < 3; i++) {
      refuse(log.next());
    }
    flood.forEach(it -> assertThat(it.join().statusCode()).isEqualTo(404));
  }

  @Test
  void who_does_not_wait_for_answers_has_no_more_places_in_the_log() throws Exception {
    var taken = new ArrayList<CompletableFuture<HttpResponse<String>>>();
    for (int i = 0; i < 4; i++) {
      taken.add(later("DELETE", USERS + "later-" + i));
    }
    List<Recorded> first = List.of(log.next(), log.next());
    await().atMost(Ingress.PATIENCE).until(() -> done(taken) == PLACES);
    assertThat(log.isAtEnd()).isTrue();

    refuse(first.getFirst());
    refuse(log.next());
    refuse(first.getLast());
    refuse(log.next());
    taken.forEach(it -> assertThat(it.join().statusCode()).isEqualTo(202));
  }

  @Test
  void a_bulk_request_goes_alone() throws Exception {
    String operation = "{\"method\":\"DELETE\",\"path\":\"/Users/x\"}";
    String bulk =
        "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:BulkRequest\"],\"Operations\":["
            + String.join(",", List.of(operation, operation, operation))
            + "]}";
    var single = ingress.sendAsync("DELETE", USERS + "single", "");
    Recorded before = log.next();
    var whole = ingress.sendAsync("POST", "/scim/v2/Bulk", bulk);
    assertThat(asCalm("GET", USERS + "known", "").join().statusCode()).isEqualTo(200);
    assertThat(log.isAtEnd()).isTrue();

    refuse(before);
    assertThat(single.join().statusCode()).isEqualTo(404);
    Recorded recorded = log.next();
    assertThat(recorded.request().command()).isInstanceOf(Command.Bulk.class);
    log.ring(log.decision(recorded, new Outcome.Performed(List.of()), List.of()));
    assertThat(whole.join().statusCode()).isEqualTo(200);
  }

  @Test
  void a_large_body_is_not_read_before_there_is_room_for_it() throws Exception {
    var first = ingress.sendAsync("POST", "/scim/v2/Users", large("first"));
    Recorded read = log.next();
    // Long before the wait for a turn in the log would end.
    HttpResponse<String> second =
        ingress.sendAsync("POST", "/scim/v2/Users", large("second")).get(12, TimeUnit.SECONDS);
    assertThat(second.statusCode()).isEqualTo(503);
    assertThat(second.headers().firstValue("Retry-After")).isPresent();
    assertThat(log.isAtEnd()).isTrue();
    var other = asCalm("POST", "/scim/v2/Users", large("calm"));
    refuse(log.next());
    assertThat(other.join().statusCode()).isEqualTo(404);

    refuse(read);
    assertThat(first.join().statusCode()).isEqualTo(404);
    var third = ingress.sendAsync("POST", "/scim/v2/Users", large("third"));
    refuse(log.next());
    assertThat(third.join().statusCode()).isEqualTo(404);
  }

  /// A body of three steps, of which there is room for four.
  private static String large(String name) {
    return "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"],\"userName\":\""
        + name
        + "\",\"title\":\""
        + "x".repeat(20_000)
        + "\"}";
  }

  @Test
  void beyond_its_share_a_tenant_is_refused_and_its_retry_is_taken() throws Exception {
    var flood =
        IntStream.range(0, 3 * SHARE)
            .mapToObj(it -> ingress.sendAsync("DELETE", USERS + "many-" + it, ""))
            .toList();
    await()
        .atMost(Ingress.PATIENCE)
        .until(() -> flood.stream().anyMatch(CompletableFuture::isDone));
    var refused = flood.stream().filter(CompletableFuture::isDone).findFirst().orElseThrow().join();
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/scim+json");
    assertThat(refused.body())
        .contains("urn:ietf:params:scim:api:messages:2.0:Error", "\"status\":\"429\"");
    long seconds = Long.parseLong(refused.headers().firstValue("Retry-After").orElseThrow());
    assertThat(seconds).isBetween(1L, 30L);
    assertThat(ingress.send("GET", "/metrics", "").body())
        .contains("rollcall_requests_refused_total{reason=\"over_share\"}");

    var retry =
        CompletableFuture.supplyAsync(
            () -> ingress.send("DELETE", USERS + "again", ""),
            CompletableFuture.delayedExecutor(seconds, TimeUnit.SECONDS));
    while (!flood.stream().allMatch(CompletableFuture::isDone) || !retry.isDone()) {
      if (!log.isAtEnd()) {
        refuse(log.next());
      }
    }
    assertThat(retry.join().statusCode()).isEqualTo(404);
    assertThat(flood).allMatch(it -> List.of(404, 429).contains(it.join().statusCode()));
  }

  private void refuse(Recorded recorded) throws Exception {
    log.ring(log.decision(recorded, new Outcome.Refused(404, null, "No."), List.of()));
  }

  private static long done(List<? extends CompletableFuture<?>> futures) {
    return futures.stream().filter(CompletableFuture::isDone).count();
  }

  private CompletableFuture<HttpResponse<String>> later(String method, String path) {
    return ingress.sendAsync(
        ingress.request(method, path, "").header("Prefer", "respond-async").build());
  }

  private CompletableFuture<HttpResponse<String>> asCalm(String method, String path, String body) {
    return ingress.sendAsync(
        ingress
            .request(method, path, body)
            .setHeader("Authorization", "Bearer " + calmToken.text())
            .build());
  }
}

package dev.rollcall.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.Topics;
import dev.rollcall.schemas.event.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Two tenants of one partition, of which one takes all it can get. What counts is the order in
/// which answers come, and that they are the right ones; how long they take is for `bench`.
@ExtendWith(SharedPlatform.class)
class FairnessIT {
  private static final String USERS = "/scim/v2/Users";
  private static final int PARTITIONS = 12;
  private static final int CALM_REQUESTS = 40;
  private static final int FLOOD_CLIENTS = 100;
  private static final int BULKS = 10;
  private static final int OPERATIONS = 1_000;
  private static final int PATIENCE_SECONDS = 120;

  @Test
  void beside_a_flood_everything_is_answered_and_nobody_is_refused(Tenants tenants)
      throws Exception {
    List<Tenant> two = together(tenants);
    Tenant busy = two.getFirst();
    Tenant calm = two.getLast();
    var over = new AtomicBoolean();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> flood =
          started(
              threads,
              FLOOD_CLIENTS,
              client -> {
                Caller caller = busy.scim();
                int answered = 0;
                while (!over.get()) {
                  var answer = caller.post(USERS, Caller.user("f" + client + "-" + answered));
                  assertThat(answer.status()).as(answer.text()).isEqualTo(201);
                  answered++;
                }
                return answered;
              });
      try {
        Caller caller = calm.scim();
        for (int i = 0; i < CALM_REQUESTS; i++) {
          var answer = caller.post(USERS, Caller.user("calm-" + i));
          assertThat(answer.status()).as(answer.text()).isEqualTo(201);
          String id = answer.string("id");
          assertThat(caller.get(USERS + "/" + id).status()).isEqualTo(200);
        }
      } finally {
        over.set(true);
      }
      int answered = 0;
      for (var each : flood) {
        answered += each.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      }
      assertThat(answered).as("requests of the flood").isGreaterThan(CALM_REQUESTS);
    }
  }

  @Test
  void a_single_write_is_answered_before_a_backlog_of_ten_thousand_operations(Tenants tenants)
      throws Exception {
    List<Tenant> two = together(tenants);
    Caller calm = two.getLast().scim();
    var answered = new ArrayList<Future<Integer>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      answered.addAll(
          started(threads, BULKS, number -> insistently(two.getFirst().scim(), bulk(number))));
      // The backlog is there once the first of it is answered.
      while (answered.stream().noneMatch(Future::isDone)) {
        LockSupport.parkNanos(1_000_000);
      }
      for (int i = 0; i < 3; i++) {
        assertThat(calm.post(USERS, Caller.user("single-" + i)).status()).isEqualTo(201);
      }
      long waiting = answered.stream().filter(it -> !it.isDone()).count();
      assertThat(waiting).as("bulk requests that still wait").isPositive();
      for (var each : answered) {
        assertThat(each.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(200);
      }
    }
  }

  /// Asks again as long as it is told to: on a slow machine the last of a backlog get no turn in
  /// time.
  private static int insistently(Caller caller, String bulk) throws Exception {
    var answer = caller.post("/scim/v2/Bulk", bulk);
    for (int again = 0; answer.status() == 503 && again < BULKS; again++) {
      Thread.sleep(Duration.ofSeconds(Long.parseLong(answer.header("Retry-After").orElseThrow())));
      answer = caller.post("/scim/v2/Bulk", bulk);
    }
    return answer.status();
  }

  private interface Client {
    int run(int number) throws Exception;
  }

  private static List<Future<Integer>> started(ExecutorService threads, int many, Client client) {
    return IntStream.range(0, many)
        .mapToObj(number -> threads.submit((Callable<Integer>) () -> client.run(number)))
        .toList();
  }

  /// Among one more than there are partitions two are in the same.
  private static List<Tenant> together(Tenants tenants) {
    return tenants.next(PARTITIONS + 1).stream()
        .collect(
            Collectors.groupingBy(it -> Topics.partitionOf(new TenantId(it.name()), PARTITIONS)))
        .values()
        .stream()
        .filter(it -> it.size() > 1)
        .findFirst()
        .orElseThrow()
        .subList(0, 2);
  }

  private static String bulk(int number) {
    return IntStream.range(0, OPERATIONS)
        .mapToObj(it ->
            "{\"method\":\"POST\",\"path\":\"/Users\",\"bulkId\":\"b"
                + it
                + "\",\"data\":"
                + Caller.user("b" + number + "-" + it)
                + "}")
        .collect(
            Collectors.joining(
                ",",
                "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:BulkRequest\"],\"Operations\":[",
                "]}"));
  }
}

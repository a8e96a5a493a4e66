package dev.rollcall.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.projection.decide.LoopProgress.PartitionState;
import dev.rollcall.schemas.Topics;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Outcome.Accepted;
import dev.rollcall.schemas.event.Outcome.Quarantined;
import dev.rollcall.schemas.event.Request;
import dev.rollcall.schemas.event.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Records of one tenant that cannot be decided, in the partition of another one.
class PoisonIT {
  private static final int RECORDS = 400;
  private static final int POISON_EVERY = 100;

  /// Another tenant of the same partition.
  private static final TenantId CALM =
      Stream.iterate(1, it -> it + 1)
          .map(it -> new TenantId("calm-" + it))
          .filter(it -> Topics.partitionOf(it, Platform.PARTITIONS) == Platform.PARTITION)
          .findFirst()
          .orElseThrow();

  private Platform platform;

  @BeforeEach
  void start() throws Exception {
    platform = new Platform().startAndAwaitReady();
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  @Test
  void poison_costs_the_others_a_few_transactions_and_no_decision() throws Exception {
    platform.stop();
    for (int i = 0; i < RECORDS; i++) {
      if (i % POISON_EVERY == POISON_EVERY / 2) {
        platform.append(
            Platform.TENANT.value(), "poison-" + i, "{\"v\":1,".getBytes(StandardCharsets.UTF_8));
      } else {
        ask("calm-" + i);
      }
    }
    platform.startAndAwaitReady();

    List<Decision> log = platform.decisionsOnceThereAre(RECORDS);

    platform.assertContiguous(log);
    int poison = RECORDS / POISON_EVERY;
    assertThat(log.stream().filter(it -> it.outcome() instanceof Quarantined)).hasSize(poison);
    assertThat(log.stream().filter(it -> it.tenant().equals(CALM)))
        .hasSize(RECORDS - poison)
        .allMatch(it -> it.outcome() instanceof Accepted);
    // Halves of halves until the record stands alone: the binary logarithm of a batch, for each.
    assertThat(platform.batches()).isLessThanOrEqualTo(1 + poison * 10L);
  }

  @Test
  void a_record_that_went_astray_stops_neither_partition() throws Exception {
    Request request = Platform.request("astray", Platform.createUser("astray"));
    platform.appendAstray(Platform.TENANT.value(), "astray", platform.encoded(request));
    awaitDecided(1, 0);

    platform.ask(Platform.createUser("kim"));

    awaitDecided(1, 1);
    assertThat(platform.isReady()).isTrue();
    assertThat(platform.decisionsOnceThereAre(1).getFirst().outcome()).isInstanceOf(Accepted.class);
  }

  @Test
  void records_without_a_key_stop_no_partition() throws Exception {
    platform.appendAstray(null, null, new byte[0]);
    platform.append(null, null, new byte[0]);

    awaitDecided(1, 1);
    assertThat(platform.isReady()).isTrue();
    assertThat(platform.decisionsOnceThereAre(1).getFirst().outcome())
        .isInstanceOf(Quarantined.class);
  }

  /// @param astray how many records of the other partition, and `own` of the tenant's
  private void awaitDecided(long astray, long own) {
    List<PartitionState> states =
        Stream.of(new Place(1 - Platform.PARTITION, astray), new Place(Platform.PARTITION, own))
            .sorted(Comparator.comparingInt(Place::partition))
            .<PartitionState>map(it -> new PartitionState.Serving(it.nextOffset()))
            .toList();
    Platform.await("both are decided", () -> platform.partitions().equals(states));
  }

  private record Place(int partition, long nextOffset) {}

  private void ask(String userName) throws Exception {
    String id = UUID.randomUUID().toString();
    Request asked = Platform.request(id, Platform.createUser(userName));
    platform.append(
        CALM.value(),
        id,
        platform.encoded(
            new Request(
                asked.id(), CALM, asked.receivedAt(), asked.actor(), asked.command(), null, null)));
  }
}

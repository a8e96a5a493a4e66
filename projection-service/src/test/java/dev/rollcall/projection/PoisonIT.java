package dev.rollcall.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.Topics;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Outcome.Accepted;
import dev.rollcall.schemas.event.Outcome.Quarantined;
import dev.rollcall.schemas.event.Request;
import dev.rollcall.schemas.event.TenantId;
import java.nio.charset.StandardCharsets;
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

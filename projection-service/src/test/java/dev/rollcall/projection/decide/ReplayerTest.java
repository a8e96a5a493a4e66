package dev.rollcall.projection.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.projection.decide.core.Needs;
import dev.rollcall.projection.decide.core.WorkingState;
import dev.rollcall.projection.trouble.StoreUnavailableException;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Outcome;
import dev.rollcall.schemas.event.Position;
import dev.rollcall.schemas.event.RequestId;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.schemas.wire.RequestCodec;
import dev.rollcall.schemas.wire.Unsealer;
import dev.rollcall.scim.profile.Profile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What is folded is written in its order, one batch after the other, while the next is made.
final class ReplayerTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String PLAIN = "{}";
  private static final String DEFINITION = "{\"resourceType\":\"" + Profile.RESOURCE_TYPE + "\"}";

  private final ExecutorService writer = Executors.newSingleThreadExecutor();
  private final Written ledger = new Written();
  private final Replayer replayer =
      new Replayer(
          new RecordReader(new RequestCodec(Unsealer.WITHOUT_KEYS), 1),
          ledger,
          new Claim(0, "topic", 1, 0, 1, -1, null),
          writer);

  @AfterEach
  void end() {
    ledger.gate.countDown();
    writer.shutdownNow();
  }

  @Test
  void the_next_batch_is_made_while_one_is_being_written() {
    replayer.advance(run(0, 2, "north", PLAIN));
    assertThat(replayer.claim().nextSeq()).isEqualTo(3);
    var second = CompletableFuture.runAsync(() -> replayer.advance(run(2, 1, "north", PLAIN)));
    Awaitility.await().atMost(SOON).until(() -> ledger.prepared.equals(List.of(1L, 3L)));
    assertThat(ledger.committed).isEmpty();
    assertThat(second).isNotDone();

    ledger.gate.countDown();
    second.join();
    replayer.settle();
    assertThat(ledger.committed).containsExactly(1L, 3L);
  }

  @Test
  void what_is_asked_of_the_store_is_asked_when_everything_before_is_written() {
    replayer.advance(run(0, 1, "north", PLAIN));
    var other = CompletableFuture.runAsync(() -> replayer.advance(run(1, 1, "south", PLAIN)));
    assertThat(other).isNotDone();
    ledger.gate.countDown();
    other.join();
    replayer.settle();
    assertThat(ledger.asked).containsExactly("0 written: north", "1 written: south");
  }

  @Test
  void a_definition_stands_alone_and_is_asked_for_anew() {
    ledger.gate.countDown();
    var run = new ArrayList<>(run(0, 2, "north", PLAIN));
    run.addAll(run(2, 1, "north", DEFINITION));
    run.addAll(run(3, 2, "north", PLAIN));
    replayer.advance(run);
    replayer.settle();
    assertThat(ledger.committed).containsExactly(1L, 3L, 4L);
    assertThat(ledger.asked).containsExactly("0 written: north", "2 written: north");
  }

  @Test
  void nothing_is_written_behind_what_could_not_be() {
    ledger.trouble = new StoreUnavailableException("The store is away");
    ledger.gate.countDown();
    replayer.advance(run(0, 1, "north", PLAIN));
    assertThatThrownBy(() -> replayer.advance(run(1, 1, "north", PLAIN))).isSameAs(ledger.trouble);
    assertThat(ledger.committed).isEmpty();
    assertThatThrownBy(replayer::settle).isSameAs(ledger.trouble);
  }

  @Test
  void an_error_stays_an_error() {
    ledger.trouble = new StackOverflowError();
    ledger.gate.countDown();
    replayer.advance(run(0, 1, "north", PLAIN));
    assertThatThrownBy(replayer::settle).isSameAs(ledger.trouble);
  }

  /// Requests that are not read, because each was quarantined.
  private static List<Replayer.Recorded> run(int from, int count, String tenant, String bytes) {
    return IntStream.range(from, from + count)
        .mapToObj(offset -> recorded(offset, tenant, bytes))
        .toList();
  }

  private static Replayer.Recorded recorded(int offset, String tenant, String bytes) {
    var decision =
        new Decision(
            new Position(0, offset),
            offset + 1L,
            new RequestId("r" + offset),
            new TenantId(tenant),
            Instant.EPOCH,
            1,
            new Outcome.Quarantined("unreadable"),
            List.of());
    return new Replayer.Recorded(
        new RecordedRequest(
            0,
            offset,
            1,
            Instant.EPOCH,
            tenant,
            "r" + offset,
            bytes.getBytes(StandardCharsets.UTF_8)),
        new RecordedDecision(
            new DecisionRecord(0, offset + 1L, offset, tenant, "r" + offset, new byte[] {1}),
            decision));
  }

  /// Notes the first number of each batch, and writes none before the gate is open.
  private static final class Written implements Ledger {
    private final CountDownLatch gate = new CountDownLatch(1);
    private final List<Long> prepared = new CopyOnWriteArrayList<>();
    private final List<Long> committed = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicInteger under = new AtomicInteger();
    private volatile @Nullable Throwable trouble;

    @Override
    public Claim claim(int partition, String topicId) {
      throw new AssertionError("It is claimed already");
    }

    @Override
    public void recall(Needs needs, WorkingState state) {
      throw new AssertionError("Nothing is judged again");
    }

    @Override
    public Map<TenantId, Profile> profiles(Set<TenantId> tenants) {
      assertThat(under).hasValue(0);
      tenants.forEach(it -> asked.add(committed.size() + " written: " + it.value()));
      return Map.of();
    }

    @Override
    public Runnable prepared(DecidedBatch batch) {
      prepared.add(batch.before().nextSeq());
      return () -> commit(batch);
    }

    @Override
    public void commit(DecidedBatch batch) {
      under.incrementAndGet();
      try {
        gate.await();
        Throwable thrown = trouble;
        if (thrown instanceof RuntimeException exception) {
          throw exception;
        }
        if (thrown instanceof Error error) {
          throw error;
        }
        committed.add(batch.before().nextSeq());
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      } finally {
        under.decrementAndGet();
      }
    }

    @Override
    public void close() {
      throw new AssertionError("It is not the replayer's");
    }
  }
}

package dev.rollcall.connector.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.connector.Facts;
import dev.rollcall.connector.intake.Intake.Numbered;
import dev.rollcall.connector.intake.core.FoldedBatch;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Outcome;
import dev.rollcall.schemas.event.Position;
import dev.rollcall.schemas.event.RequestId;
import dev.rollcall.schemas.event.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IntakeTest {
  private static final LogPosition START = new LogPosition(2, "topic", 40, 7, 42);

  private final List<FoldedBatch> stored = new ArrayList<>();
  private final List<Long> history = new ArrayList<>();
  private final AtomicInteger rings = new AtomicInteger();
  private final Intake intake =
      new Intake(new Store(true), _ -> List.of(), rings::incrementAndGet, _ -> {});

  @Test
  void contiguous_decisions_are_folded_and_the_workers_are_woken() {
    LogPosition to = intake.take(START, records(8, 9));

    assertThat(to).isEqualTo(new LogPosition(2, "topic", 42, 9, 42));
    assertThat(stored.getFirst().events()).hasSize(2);
    assertThat(rings).hasValue(1);
  }

  @Test
  void what_was_seen_is_dropped() {
    LogPosition to = intake.take(START, records(7, 6, 8, 8));

    assertThat(to).isEqualTo(new LogPosition(2, "topic", 44, 8, 42));
    assertThat(stored.getFirst().events()).hasSize(1);
  }

  /// The log ended at offset 42 when the database first saw it.
  @Test
  void what_the_log_had_before_the_database_is_history_and_what_follows_is_not() {
    LogPosition to = intake.take(START, records(8, 9, 10));
    intake.take(to, List.of(new Numbered(43, decision(11))));

    assertThat(history).containsExactly(9L, 0L);
  }

  @Test
  void what_was_seen_is_no_history_when_it_is_there_again() {
    intake.take(START, records(7, 7, 8));

    assertThat(history).containsExactly(0L);
  }

  @Test
  void a_gap_stores_nothing() {
    assertThatThrownBy(() -> intake.take(START, records(8, 10)))
        .isInstanceOf(BrokenLogException.class)
        .hasMessageContaining("decision 10 after 8 at offset 41");
    assertThat(stored).isEmpty();
  }

  @Test
  void a_position_that_somebody_else_moved_stops_this_one() {
    var other = new Intake(new Store(false), _ -> List.of(), rings::incrementAndGet, _ -> {});

    assertThatThrownBy(() -> other.take(START, records(8)))
        .isInstanceOf(StoreUnavailableException.class);
    assertThat(rings).hasValue(0);
  }

  private static List<Numbered> records(int... seqs) {
    return IntStream.range(0, seqs.length)
        .mapToObj(index -> new Numbered(40L + index, decision(seqs[index])))
        .toList();
  }

  private static Decision decision(long seq) {
    return new Decision(
        new Position(2, seq),
        seq,
        new RequestId("r" + seq),
        new TenantId("acme"),
        Instant.EPOCH,
        1,
        new Outcome.Accepted(204, Facts.user("u" + seq), 2),
        List.of(Facts.deleted(Facts.user("u" + seq), 2)));
  }

  private final class Store implements ReadModel {
    private final boolean takes;

    Store(boolean takes) {
      this.takes = takes;
    }

    @Override
    public LogPosition position(
        int partition, String topicId, Supplier<Map<Integer, Long>> logEnds) {
      return START;
    }

    @Override
    public boolean isOld(String topicId, Log log) {
      throw new AssertionError("It has a position");
    }

    @Override
    public void secure(Collection<LogPosition> folded) {
      throw new AssertionError("It is told by somebody else");
    }

    @Override
    public boolean apply(Changes changes, LogPosition from, LogPosition to) {
      if (takes) {
        stored.add(changes.batch());
        history.add(changes.historySeq());
      }
      return takes;
    }

    @Override
    public void close() {}
  }
}

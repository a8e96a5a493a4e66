package dev.rollcall.projection.decide.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.projection.decide.Claim;
import dev.rollcall.projection.decide.RecordedDecision;
import dev.rollcall.projection.decide.RecordedDecisions;
import dev.rollcall.projection.decide.RepeatCounts;
import dev.rollcall.projection.decide.RepeatCounts.LogEnd;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LostDecisionsTest {
  /// The numbers of the decisions log, by offset.
  private final List<Long> written = new ArrayList<>();

  private String topicId = "log";
  private final Counts counts = new Counts();
  private final LostDecisions lost = new LostDecisions(counts, (_, _) -> new Opened());
  private int opened;
  private int closed;

  @Test
  void a_log_without_repeats_is_not_read() {
    write(1, 2, 3);
    assertThat(behind(4)).isEmpty();
    assertThat(behind(6)).isEmpty();
    assertThat(opened).isZero();
  }

  @Test
  void repeats_are_looked_behind_once_and_not_at_every_claim() {
    write(1, 2, 3, 1, 2);
    assertThat(behind(4)).isEmpty();
    assertThat(behind(4)).isEmpty();
    write(4, 5);
    assertThat(behind(6)).isEmpty();
    assertThat(opened).isOne();

    write(5);
    assertThat(behind(6)).isEmpty();
    assertThat(behind(6)).isEmpty();
    assertThat(opened).isEqualTo(2);
    assertThat(closed).isEqualTo(2);
  }

  @Test
  void what_was_counted_hides_nothing_from_a_store_that_was_lost_or_is_old() {
    write(1, 2, 3, 1, 2);
    assertThat(behind(4)).isEmpty();
    assertThat(behind(3)).map(RecordedDecisions::lastSeq).contains(3L);
    write(4, 3, 4);
    assertThat(behind(4)).map(RecordedDecisions::lastSeq).contains(4L);
    assertThat(behind(1)).map(RecordedDecisions::lastSeq).contains(4L);
    assertThat(closed).isOne();
  }

  @Test
  void a_store_that_is_ahead_of_the_log_makes_nobody_count_too_many() {
    write(1, 2, 1, 2, 1);
    // Two decisions are stored and not in the log yet.
    assertThat(behind(5)).isEmpty();
    write(3, 4);
    assertThat(behind(4)).map(RecordedDecisions::lastSeq).contains(4L);
    assertThat(behind(5)).isEmpty();
    assertThat(counts.known.repeats()).isEqualTo(3);
  }

  @Test
  void what_was_counted_says_nothing_of_a_log_that_lost_its_tail() {
    write(1, 2, 3, 4, 3, 4);
    assertThat(behind(5)).isEmpty();
    written.subList(4, written.size()).clear();

    assertThat(behind(3)).map(RecordedDecisions::lastSeq).contains(4L);
  }

  @Test
  void what_was_counted_says_nothing_of_a_log_that_was_made_anew() {
    write(1, 2, 1, 2, 1);
    assertThat(behind(3)).isEmpty();
    written.clear();
    topicId = "another";
    write(1, 2, 3, 4, 5);

    assertThat(behind(4)).map(RecordedDecisions::lastSeq).contains(5L);
  }

  private void write(long... numbers) {
    for (long number : numbers) {
      written.add(number);
    }
  }

  private Optional<RecordedDecisions> behind(long nextSeq) {
    return lost.behind(
        new Claim(0, "topic", 1, nextSeq - 1, nextSeq, -1, null),
        new LogEnd(topicId, written.size()));
  }

  private static final class Counts implements RepeatCounts {
    private Count known = Count.NONE;

    @Override
    public Count repeats(int partition) {
      return known;
    }

    @Override
    public void counted(int partition, Count count) {
      known = count;
    }
  }

  private final class Opened implements RecordedDecisions {
    Opened() {
      opened++;
    }

    @Override
    public long lastSeq() {
      return written.stream().mapToLong(Long::longValue).max().orElse(0);
    }

    @Override
    public List<RecordedDecision> next(int max) {
      throw new AssertionError("Nothing is taken yet");
    }

    @Override
    public void close() {
      closed++;
    }
  }
}

package dev.rollcall.projection.decide.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.projection.decide.PartitionStoppedException;
import dev.rollcall.schemas.Topics;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Outcome;
import dev.rollcall.schemas.event.Position;
import dev.rollcall.schemas.event.RequestId;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.schemas.wire.DecisionCodec;
import dev.rollcall.schemas.wire.Unsealer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class DecisionsTailTest {
  private static final TopicPartition PLACE = new TopicPartition(Topics.DECISIONS, 0);

  private final DecisionCodec codec = new DecisionCodec(Unsealer.WITHOUT_KEYS);

  /// The numbers of the decisions log, by offset.
  private final List<Long> written = new ArrayList<>();

  @Test
  void an_empty_log_has_no_last_decision() {
    assertThat(lastSeq()).isZero();
  }

  @Test
  void of_a_log_without_repeats_the_last_record_alone_is_read() {
    write(1, 500);
    assertThat(lastSeq()).isEqualTo(500);
    assertThat(read).isOne();
  }

  @Test
  void late_repeats_behind_newer_decisions_do_not_hide_them() {
    write(1, 500);
    write(3, 4);
    assertThat(lastSeq()).isEqualTo(500);
    write(501, 502);
    write(490, 490);
    assertThat(lastSeq()).isEqualTo(502);
  }

  @Test
  void what_is_read_for_them_is_bounded() {
    write(1, 30_000);
    write(1, 1);
    assertThat(lastSeq()).isEqualTo(30_000);
    assertThat(read).isLessThan(10_100);
  }

  @Test
  void a_log_that_is_too_short_for_its_last_decision_has_lost_others() {
    write(1, 100);
    written.clear();
    write(101, 103);
    assertThatThrownBy(this::lastSeq)
        .isInstanceOf(PartitionStoppedException.class)
        .hasMessageContaining("lost decisions: it ends at 3 and has decision 103");
  }

  @Test
  void what_comes_while_it_is_read_is_no_sign_of_a_loss() {
    write(1, 100);
    try (var log = new Log()) {
      log.updateBeginningOffsets(Map.of(PLACE, 0L));
      log.updateEndOffsets(Map.of(PLACE, 100L));
      var tail = new DecisionsTail(log, PLACE);
      write(101, 120);

      assertThat(tail.lastSeq()).isEqualTo(100);
    }
  }

  private int read;

  private void write(long first, long last) {
    for (long seq = first; seq <= last; seq++) {
      written.add(seq);
    }
  }

  private long lastSeq() {
    read = 0;
    try (var log = new Log()) {
      log.updateBeginningOffsets(Map.of(PLACE, 0L));
      log.updateEndOffsets(Map.of(PLACE, (long) written.size()));
      return new DecisionsTail(log, PLACE).lastSeq();
    }
  }

  private byte[] encoded(long seq) {
    return codec.encode(
        new Decision(
            new Position(0, seq - 1),
            seq,
            new RequestId("r" + seq),
            new TenantId("demo"),
            Instant.EPOCH,
            1,
            new Outcome.Refused(409, null, "No."),
            List.of()));
  }

  /// Gives what is written from its place on, up to a hundred records at once.
  private final class Log extends MockConsumer<byte[], byte[]> {
    private static final int POLL_RECORDS_MAX = 100;

    Log() {
      super("none");
    }

    @Override
    public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      long from = position(PLACE);
      long to = Math.min(written.size(), from + POLL_RECORDS_MAX);
      for (long offset = from; offset < to; offset++) {
        addRecord(
            new ConsumerRecord<>(
                PLACE.topic(),
                PLACE.partition(),
                offset,
                new byte[0],
                encoded(written.get((int) offset))));
      }
      read += (int) (to - from);
      return super.poll(timeout);
    }
  }
}

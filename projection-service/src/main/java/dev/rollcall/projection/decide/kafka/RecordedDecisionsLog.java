package dev.rollcall.projection.decide.kafka;

import dev.rollcall.projection.decide.DecisionRecord;
import dev.rollcall.projection.decide.PartitionStoppedException;
import dev.rollcall.projection.decide.RecordedDecision;
import dev.rollcall.projection.decide.RecordedDecisions;
import dev.rollcall.schemas.Topics;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.wire.DecisionCodec;
import dev.rollcall.schemas.wire.Unsealer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/// The decisions of one partition, read from Kafka.
public final class RecordedDecisionsLog implements RecordedDecisions {
  private static final Duration WAIT_MAX = Duration.ofSeconds(2);
  private static final Duration POLL_MAX = Duration.ofMillis(100);

  /// What is decoded at once, but for one record that is larger: decoded, a record takes ten times
  /// its bytes.
  private static final int DECODED_BYTES_MAX = 256 * 1024;

  private final DecisionCodec codec = new DecisionCodec(Unsealer.WITHOUT_KEYS);
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final TopicPartition place;
  private final ArrayDeque<ConsumerRecord<byte[], byte[]>> read = new ArrayDeque<>();
  private final long lastSeq;
  private long nextSeq;

  private RecordedDecisionsLog(
      KafkaConsumer<byte[], byte[]> consumer, TopicPartition place, long seq) {
    this.consumer = consumer;
    this.place = place;
    this.nextSeq = seq;
    var tail = new DecisionsTail(consumer, place);
    this.lastSeq = tail.lastSeq();
    // Repeats only push a decision back: none stands before the place that its number says.
    consumer.seek(place, tail.within(seq - 1));
  }

  /// Reads from the brokers at an address.
  public static RecordedDecisions.Source source(String bootstrap) {
    return (partition, seq) -> {
      var consumer = DecisionsTail.consumer(bootstrap, "rollcall-projection-recorded");
      try {
        return new RecordedDecisionsLog(
            consumer, new TopicPartition(Topics.DECISIONS, partition), seq);
      } catch (RuntimeException e) {
        consumer.close();
        throw e;
      }
    };
  }

  @Override
  public long lastSeq() {
    return lastSeq;
  }

  @Override
  public List<RecordedDecision> next(int max) {
    long deadline = System.nanoTime() + WAIT_MAX.toNanos();
    var some = new ArrayList<RecordedDecision>();
    while (some.isEmpty() && System.nanoTime() < deadline) {
      if (read.isEmpty()) {
        read.addAll(consumer.poll(POLL_MAX).records(place));
      }
      decode(max, some);
    }
    return some;
  }

  private void decode(int max, List<RecordedDecision> some) {
    int bytes = 0;
    while (some.size() < max && !read.isEmpty()) {
      bytes += read.getFirst().value().length;
      if (bytes > DECODED_BYTES_MAX && !some.isEmpty()) {
        return;
      }
      take(read.removeFirst(), some);
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record, List<RecordedDecision> some) {
    Decision decision = codec.decode(record.value());
    if (decision.seq() < nextSeq) {
      return;
    }
    if (decision.seq() > nextSeq) {
      throw new PartitionStoppedException(
          "The decisions log lacks decision " + nextSeq + " of partition " + record.partition());
    }
    nextSeq++;
    some.add(
        new RecordedDecision(
            new DecisionRecord(
                record.partition(),
                decision.seq(),
                decision.source().offset(),
                decision.tenant().value(),
                decision.requestId().value(),
                record.value()),
            decision));
  }

  @Override
  public void close() {
    consumer.close();
  }
}

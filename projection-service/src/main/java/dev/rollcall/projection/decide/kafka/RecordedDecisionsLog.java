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
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// The decisions of one partition, read from Kafka.
public final class RecordedDecisionsLog implements RecordedDecisions {
  private static final Duration WAIT_MAX = Duration.ofSeconds(2);
  private static final Duration POLL_MAX = Duration.ofMillis(100);
  private static final int ANSWER_MILLIS_MAX = 5_000;
  private static final int FETCH_BYTES_MAX = 9 * 1024 * 1024;
  private static final int POLL_RECORDS_MAX = 2_000;

  /// What one owner of a partition has on its way at most (`Limits.relayBacklogMax`).
  private static final int REPEATS_MAX = 10_000;

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
    consumer.assign(List.of(place));
    long begin = consumer.beginningOffsets(List.of(place)).getOrDefault(place, 0L);
    long end = consumer.endOffsets(List.of(place)).getOrDefault(place, 0L);
    this.lastSeq = lastSeq(begin, end);
    // Repeats only push a decision back: none stands before the place that its number says.
    consumer.seek(place, Math.clamp(seq - 1, begin, Math.max(begin, end)));
  }

  /// Reads from the brokers at an address.
  public static RecordedDecisions.Source source(String bootstrap) {
    return (partition, seq) -> {
      var consumer = consumer(bootstrap);
      try {
        return new RecordedDecisionsLog(
            consumer, new TopicPartition(Topics.DECISIONS, partition), seq);
      } catch (RuntimeException e) {
        consumer.close();
        throw e;
      }
    };
  }

  private static KafkaConsumer<byte[], byte[]> consumer(String bootstrap) {
    return new KafkaConsumer<>(
        Map.ofEntries(
            Map.entry(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap),
            Map.entry(ConsumerConfig.CLIENT_ID_CONFIG, "rollcall-projection-recorded"),
            Map.entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false),
            Map.entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none"),
            Map.entry(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false),
            Map.entry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS_MAX),
            Map.entry(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES_MAX),
            Map.entry(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MILLIS_MAX),
            Map.entry(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MILLIS_MAX)),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  /// Repeats may stand last, of whoever lost the partition and did not know it, or of what failed
  /// on its way. Each of them pushes all behind it back by a place: where the last record says
  /// another number than its place, no more records than between the two can be such repeats.
  private long lastSeq(long begin, long end) {
    if (end == begin) {
      return 0;
    }
    long last = greatest(end - 1, end);
    long repeats = Math.min(end - last, REPEATS_MAX);
    return repeats <= 0 ? last : greatest(Math.max(begin, end - 1 - repeats), end);
  }

  private long greatest(long from, long end) {
    consumer.seek(place, from);
    long greatest = 0;
    long deadline = System.nanoTime() + WAIT_MAX.toNanos();
    while (consumer.position(place) < end) {
      var records = consumer.poll(POLL_MAX).records(place);
      for (ConsumerRecord<byte[], byte[]> record : records) {
        greatest = Math.max(greatest, codec.decode(record.value()).seq());
      }
      if (!records.isEmpty()) {
        deadline = System.nanoTime() + WAIT_MAX.toNanos();
      } else if (System.nanoTime() > deadline) {
        throw new TimeoutException("The decisions log does not answer");
      }
    }
    return greatest;
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

package dev.rollcall.projection.decide.kafka;

import dev.rollcall.projection.decide.PartitionStoppedException;
import dev.rollcall.schemas.wire.DecisionCodec;
import dev.rollcall.schemas.wire.Unsealer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// The last records of one partition of the decisions log, as far as they must be read to know
/// which decision is the last one. Belongs to one thread.
public final class DecisionsTail {
  private static final Duration WAIT_MAX = Duration.ofSeconds(2);
  private static final Duration POLL_MAX = Duration.ofMillis(100);
  private static final int ANSWER_MILLIS_MAX = 5_000;
  private static final int FETCH_BYTES_MAX = 9 * 1024 * 1024;
  private static final int POLL_RECORDS_MAX = 2_000;

  /// What one owner of a partition has on its way at most (`Limits.relayBacklogMax`).
  private static final int REPEATS_MAX = 10_000;

  private final DecisionCodec codec = new DecisionCodec(Unsealer.WITHOUT_KEYS);
  private final Consumer<byte[], byte[]> consumer;
  private final TopicPartition place;
  private final long begin;
  private final long end;

  /// The tail as it is now.
  ///
  /// @param consumer is assigned the partition; its place afterwards is anywhere
  public DecisionsTail(Consumer<byte[], byte[]> consumer, TopicPartition place) {
    this.consumer = consumer;
    this.place = place;
    consumer.assign(List.of(place));
    this.begin = consumer.beginningOffsets(List.of(place)).getOrDefault(place, 0L);
    this.end = consumer.endOffsets(List.of(place)).getOrDefault(place, 0L);
  }

  /// A consumer that is told its partition and belongs to no group.
  public static KafkaConsumer<byte[], byte[]> consumer(String bootstrap, String clientId) {
    return new KafkaConsumer<>(
        Map.ofEntries(
            Map.entry(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap),
            Map.entry(ConsumerConfig.CLIENT_ID_CONFIG, clientId),
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

  /// Returns the offset that lies nearest to one, of those that the partition has.
  long within(long offset) {
    return Math.clamp(offset, begin, Math.max(begin, end));
  }

  /// Returns the greatest number of a decision, 0 where there is none.
  ///
  /// @throws PartitionStoppedException where the log is too short to have all decisions before it
  public long lastSeq() {
    long last = greatest();
    if (last > end) {
      throw new PartitionStoppedException(
          ("The decisions log of partition %d lost decisions: it ends at %d and has decision %d;"
                  + " docs/decisions/035 says what to do")
              .formatted(place.partition(), end, last));
    }
    return last;
  }

  /// Repeats may stand last, of whoever lost the partition and did not know it, or of what failed
  /// on its way. Each of them pushes all behind it back by a place: where the last record says
  /// another number than its place, no more records than between the two can be such repeats.
  private long greatest() {
    if (end == begin) {
      return 0;
    }
    long last = greatest(end - 1);
    long repeats = Math.min(end - last, REPEATS_MAX);
    return repeats <= 0 ? last : greatest(Math.max(begin, end - 1 - repeats));
  }

  private long greatest(long from) {
    consumer.seek(place, from);
    long greatest = 0;
    long deadline = System.nanoTime() + WAIT_MAX.toNanos();
    while (consumer.position(place) < end) {
      var records = consumer.poll(POLL_MAX).records(place);
      for (ConsumerRecord<byte[], byte[]> record : records) {
        // What came since is no part of the tail as it was.
        if (record.offset() < end) {
          greatest = Math.max(greatest, codec.decode(record.value()).seq());
        }
      }
      if (!records.isEmpty()) {
        deadline = System.nanoTime() + WAIT_MAX.toNanos();
      } else if (System.nanoTime() > deadline) {
        throw new TimeoutException("The decisions log does not answer");
      }
    }
    return greatest;
  }
}

package dev.rollcall.connector.intake.kafka;

import dev.rollcall.connector.intake.LogPosition;
import dev.rollcall.connector.intake.ReadModel;
import dev.rollcall.connector.intake.StoreUnavailableException;
import dev.rollcall.schemas.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What Kafka knows of how far the connectors have folded the decisions log. Dashboards show it,
/// and to tables that were brought back from a copy it says how old they are.
final class Group implements ReadModel.Log {
  private static final Logger log = LoggerFactory.getLogger(Group.class);
  private static final Duration TELL_EVERY = Duration.ofSeconds(5);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> all;
  private Map<TopicPartition, OffsetAndMetadata> last = Map.of();
  private long toldNanos = System.nanoTime();

  Group(KafkaConsumer<byte[], byte[]> consumer, int partitions) {
    this.consumer = consumer;
    this.all =
        IntStream.range(0, partitions)
            .mapToObj(partition -> new TopicPartition(Topics.DECISIONS, partition))
            .toList();
  }

  @Override
  public Map<Integer, Long> ends() {
    return consumer.endOffsets(all).entrySet().stream()
        .collect(Collectors.toMap(end -> end.getKey().partition(), Map.Entry::getValue));
  }

  @Override
  public Map<Integer, Long> told() {
    var told = new HashMap<Integer, Long>();
    consumer
        .committed(new HashSet<>(all))
        .forEach((partition, place) -> {
          if (place != null) {
            told.put(partition.partition(), place.offset());
          }
        });
    return told;
  }

  /// Says now and then how far this instance is, once that can be lost by nothing but the tables.
  ///
  /// @throws StoreUnavailableException where it was lost: positions are to be read anew
  void tell(Collection<LogPosition> positions, ReadModel tables) {
    if (System.nanoTime() - toldNanos < TELL_EVERY.toNanos()) {
      return;
    }
    toldNanos = System.nanoTime();
    var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
    for (LogPosition position : positions) {
      offsets.put(
          new TopicPartition(Topics.DECISIONS, position.partition()),
          new OffsetAndMetadata(position.nextOffset()));
    }
    if (Objects.equals(offsets, last)) {
      return;
    }
    tables.secure(positions);
    last = offsets;
    consumer.commitAsync(
        offsets,
        (_, trouble) -> {
          if (trouble != null) {
            log.debug("Kafka was not told how far intake is", trouble);
            last = Map.of();
          }
        });
  }
}

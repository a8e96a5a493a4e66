package dev.rollcall.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.Topics;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.wire.DecisionCodec;
import dev.rollcall.schemas.wire.Unsealer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;

/// Both logs, read from their beginning, and what they promise: each request has exactly one
/// decision, in its order; a decision that was published twice is the same one.
final class Logs implements AutoCloseable {
  private static final Duration DECIDED_MAX = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(50);

  private final DecisionCodec codec = new DecisionCodec(Unsealer.WITHOUT_KEYS);
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<List<byte[]>> decided =
      IntStream.range(0, Rig.PARTITIONS).<List<byte[]>>mapToObj(_ -> new ArrayList<>()).toList();

  Logs(String bootstrap) {
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap, "enable.auto.commit", false),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(partitions(Topics.DECISIONS));
    consumer.seekToBeginning(consumer.assignment());
  }

  /// Waits until everything that was asked is decided, and holds it against the promise.
  void assertWhole() {
    Awaitility.await("every request is decided")
        .atMost(DECIDED_MAX)
        .pollInterval(POLL)
        .until(() -> {
          consumer.poll(POLL).forEach(this::take);
          Map<TopicPartition, Long> ends = consumer.endOffsets(partitions(Topics.REQUESTS));
          return ends.entrySet().stream()
              .allMatch(end -> decided.get(end.getKey().partition()).size() == end.getValue());
        });
  }

  /// How many requests were asked.
  long asked() {
    return consumer.endOffsets(partitions(Topics.REQUESTS)).values().stream()
        .mapToLong(end -> end)
        .sum();
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    Decision decision = codec.decode(record.value());
    List<byte[]> before = decided.get(record.partition());
    int index = (int) decision.seq() - 1;
    assertThat(decision.source().offset())
        .as("the request of decision %d", index + 1)
        .isEqualTo(index);
    if (index < before.size()) {
      assertThat(record.value())
          .as("decision %d once more", index + 1)
          .isEqualTo(before.get(index));
    } else {
      assertThat(index).as("no decision is missing or out of order").isEqualTo(before.size());
      before.add(record.value());
    }
  }

  private static List<TopicPartition> partitions(String topic) {
    return IntStream.range(0, Rig.PARTITIONS)
        .mapToObj(it -> new TopicPartition(topic, it))
        .toList();
  }

  @Override
  public void close() {
    consumer.close();
  }
}

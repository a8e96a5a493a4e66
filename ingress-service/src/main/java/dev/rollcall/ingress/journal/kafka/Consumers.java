package dev.rollcall.ingress.journal.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Consumers that belong to no group: they read from where they are put, and commit nothing.
final class Consumers {
  private static final Duration POLL_MAX = Duration.ofMillis(100);

  /// How long a log may take to give what it has.
  private static final Duration READ_MAX = Duration.ofSeconds(10);

  private Consumers() {}

  /// Opens a consumer.
  ///
  /// @param own settings beside those that all have
  static KafkaConsumer<byte[], byte[]> open(
      String bootstrap, String clientId, Map<String, Object> own) {
    var config = new HashMap<>(own);
    config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /// Opens one that reads what a log has, from places of its own choice.
  static KafkaConsumer<byte[], byte[]> reading(
      String bootstrap, String clientId, Map<String, Object> own) {
    var config = new HashMap<>(own);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) READ_MAX.toMillis());
    return open(bootstrap, clientId, config);
  }

  /// Reads from where the consumer stands to some ends, and nothing behind them.
  ///
  /// @throws TimeoutException where the log does not give that in time
  static void readTo(
      Map<TopicPartition, Long> ends,
      KafkaConsumer<byte[], byte[]> consumer,
      Consumer<ConsumerRecord<byte[], byte[]>> take) {
    long deadline = System.nanoTime() + READ_MAX.toNanos();
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      if (System.nanoTime() > deadline) {
        throw new TimeoutException("The log does not give its last records: " + ends.keySet());
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_MAX)) {
        if (record.offset() < ends.getOrDefault(partition(record), 0L)) {
          take.accept(record);
        }
      }
    }
  }

  static TopicPartition partition(ConsumerRecord<byte[], byte[]> record) {
    return new TopicPartition(record.topic(), record.partition());
  }
}

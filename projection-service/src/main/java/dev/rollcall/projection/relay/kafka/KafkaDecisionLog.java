package dev.rollcall.projection.relay.kafka;

import dev.rollcall.projection.decide.DecisionRecord;
import dev.rollcall.projection.decide.kafka.DecisionsTail;
import dev.rollcall.projection.relay.DecisionLog;
import dev.rollcall.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// The decisions log in Kafka: an idempotent producer that never gives a record up, so that no
/// later one can pass it.
public final class KafkaDecisionLog implements DecisionLog {
  private static final Duration CLOSE_MAX = Duration.ofSeconds(3);
  private static final long NOT_KNOWN = -1;

  private final String bootstrap;
  private final KafkaProducer<byte[], byte[]> producer;

  public KafkaDecisionLog(String bootstrap) {
    this.bootstrap = bootstrap;
    this.producer =
        new KafkaProducer<>(
            Map.ofEntries(
                Map.entry(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap),
                Map.entry(ProducerConfig.CLIENT_ID_CONFIG, "rollcall-projection-relay"),
                Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
                Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
                Map.entry(ProducerConfig.LINGER_MS_CONFIG, 0),
                Map.entry(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 2),
                // A record that was given up would let a later one pass: retry for ever instead.
                Map.entry(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE),
                Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE),
                Map.entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000),
                Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000),
                Map.entry(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 8 * 1024 * 1024),
                Map.entry(ProducerConfig.BUFFER_MEMORY_CONFIG, 16L * 1024 * 1024),
                Map.entry(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000)),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  @Override
  public void append(DecisionRecord decision, Acknowledgement done) {
    var record =
        new ProducerRecord<>(
            Topics.DECISIONS,
            decision.partition(),
            decision.tenant().getBytes(StandardCharsets.UTF_8),
            decision.bytes());
    record
        .headers()
        .add(Topics.HEADER_REQUEST_ID, decision.requestId().getBytes(StandardCharsets.UTF_8));
    String surroundings = decision.surroundings();
    if (surroundings != null) {
      record
          .headers()
          .add(Topics.HEADER_SURROUNDINGS, surroundings.getBytes(StandardCharsets.UTF_8));
    }
    try {
      var _ = producer.send(record, (place, failure) -> done.done(offset(place), failure));
    } catch (KafkaException | IllegalStateException e) {
      // Thrown instead of reported: the producer is closed or was interrupted.
      done.done(NOT_KNOWN, e);
    }
  }

  private static long offset(@Nullable RecordMetadata place) {
    return place == null || !place.hasOffset() ? NOT_KNOWN : place.offset();
  }

  @Override
  public long lastSeq(int partition) {
    try (var consumer = DecisionsTail.consumer(bootstrap, "rollcall-projection-relay-tail")) {
      return new DecisionsTail(consumer, new TopicPartition(Topics.DECISIONS, partition)).lastSeq();
    } catch (KafkaException e) {
      throw new LogUnavailableException(
          "the decisions log cannot be read (" + e.getClass().getSimpleName() + ")", e);
    }
  }

  @Override
  public void close() {
    producer.close(CLOSE_MAX);
  }
}

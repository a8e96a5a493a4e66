package dev.rollcall.projection.decide.kafka;

import dev.rollcall.projection.Limits;
import dev.rollcall.projection.decide.RecordedRequest;
import dev.rollcall.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/// How the requests log is read.
public final class RequestLog {
  static final String GROUP = "rollcall-projection";

  private static final Duration ANSWER_MAX = Duration.ofSeconds(5);
  private static final int FETCH_BYTES_MAX = 2 * 1024 * 1024;

  private final String bootstrap;
  private final Limits limits;

  public RequestLog(String bootstrap, Limits limits) {
    this.bootstrap = bootstrap;
    this.limits = limits;
  }

  KafkaConsumer<byte[], byte[]> consumer(String clientId) {
    return new KafkaConsumer<>(
        Map.ofEntries(
            Map.entry(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap),
            Map.entry(ConsumerConfig.CLIENT_ID_CONFIG, clientId),
            Map.entry(ConsumerConfig.GROUP_ID_CONFIG, GROUP),
            Map.entry(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic"),
            Map.entry(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                CooperativeStickyAssignor.class.getName()),
            // A killed owner is replaced within 10 s: the broker's least session, and the others
            // hear of it a heartbeat later. An owner that is only slow loses nothing but time.
            Map.entry(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000),
            Map.entry(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 1_000),
            Map.entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false),
            // Positions are PostgreSQL's. Anything that does not fit must stop and not start over.
            Map.entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none"),
            Map.entry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"),
            Map.entry(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false),
            Map.entry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, limits.batchRecordsMax()),
            Map.entry(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1),
            Map.entry(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES_MAX),
            Map.entry(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000),
            Map.entry(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER_MAX.toMillis()),
            Map.entry(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) ANSWER_MAX.toMillis()),
            Map.entry(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 30_000)),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  /// A consumer that is told its partitions and belongs to no group.
  public KafkaConsumer<byte[], byte[]> reader(String clientId) {
    return new KafkaConsumer<>(
        Map.ofEntries(
            Map.entry(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap),
            Map.entry(ConsumerConfig.CLIENT_ID_CONFIG, clientId),
            Map.entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false),
            Map.entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none"),
            Map.entry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"),
            Map.entry(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false),
            Map.entry(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES_MAX),
            Map.entry(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER_MAX.toMillis()),
            Map.entry(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) ANSWER_MAX.toMillis())),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  /// A client that asks about topics.
  public Admin admin() {
    return Admin.create(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            (int) ANSWER_MAX.toMillis(),
            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            (int) ANSWER_MAX.toMillis()));
  }

  /// Returns the identity of the requests topic.
  public static String topicId(Admin admin) {
    return topicId(admin, Topics.REQUESTS);
  }

  /// Returns the identity of the topic that is there now: a topic that was deleted and made again
  /// has the same name and another identity.
  static String topicId(Admin admin, String name) {
    try {
      var descriptions =
          admin
              .describeTopics(List.of(name))
              .allTopicNames()
              .get(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS);
      return Objects.requireNonNull(descriptions.get(name)).topicId().toString();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException("The topic " + name + " cannot be described", e);
    }
  }

  /// Returns a record as the decider takes it.
  public static RecordedRequest recorded(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(Topics.HEADER_REQUEST_ID);
    byte[] value = record.value();
    return new RecordedRequest(
        record.partition(),
        record.offset(),
        record.leaderEpoch().orElse(-1),
        Instant.ofEpochMilli(record.timestamp()),
        text(record.key()),
        header == null ? null : text(header.value()),
        value == null ? new byte[0] : value);
  }

  private static @Nullable String text(byte @Nullable [] bytes) {
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }
}

package dev.rollcall.connector.replay.kafka;

import dev.rollcall.connector.Settings;
import dev.rollcall.connector.replay.DecisionsLog;
import dev.rollcall.connector.replay.ReplayQueue.Slice;
import dev.rollcall.schemas.Topics;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.schemas.wire.DecisionCodec;
import dev.rollcall.schemas.wire.Unsealer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// The decisions topic. Each read has a consumer of its own, without a group: a replay is rare, and
/// nothing of it is left behind in the process between two pages.
public final class KafkaDecisionsLog implements DecisionsLog {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(200);

  /// What a page has at most, but for one record that is larger: decoded, a record takes ten times
  /// its bytes.
  private static final int PAGE_BYTES_MAX = 1024 * 1024;

  private final DecisionCodec codec = new DecisionCodec(Unsealer.WITHOUT_KEYS);
  private final Settings settings;

  public KafkaDecisionsLog(Settings settings) {
    this.settings = settings;
  }

  @Override
  public Mono<Read> read(String tenant, Slice slice, int max) {
    return onItsOwnThread(tenant, max, it -> read(it, tenant, slice));
  }

  @Override
  public Mono<Long> offsetAt(String tenant, Instant time) {
    return onItsOwnThread(tenant, 1, it -> offsetAt(it, time));
  }

  private record Session(
      KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, int max) {}

  private <T> Mono<T> onItsOwnThread(String tenant, int max, Function<Session, T> work) {
    return Mono.fromCallable(
            () -> {
              var partition = new TopicPartition(Topics.DECISIONS, partitionOf(tenant));
              try (var consumer = new KafkaConsumer<byte[], byte[]>(config(max))) {
                consumer.assign(List.of(partition));
                return work.apply(new Session(consumer, partition, max));
              }
            })
        .subscribeOn(Schedulers.boundedElastic());
  }

  private int partitionOf(String tenant) {
    return Topics.partitionOf(new TenantId(tenant), settings.topicPartitions());
  }

  private Read read(Session session, String tenant, Slice slice) {
    var found = new ArrayList<Decision>();
    long next = slice.offset();
    int looked = 0;
    int bytes = 0;
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    session.consumer().seek(session.partition(), next);
    while (looked < session.max() && next < slice.end() && System.nanoTime() < giveUp) {
      for (ConsumerRecord<byte[], byte[]> each :
          session.consumer().poll(POLL).records(session.partition())) {
        if (each.offset() < slice.end()) {
          bytes += each.value().length;
          if (bytes > PAGE_BYTES_MAX && looked > 0) {
            return new Read(found, each.offset());
          }
          looked++;
          add(found, each, tenant, slice);
        }
      }
      next = Math.min(session.consumer().position(session.partition(), PATIENCE), slice.end());
    }
    return new Read(found, next);
  }

  private void add(
      List<Decision> found, ConsumerRecord<byte[], byte[]> each, String tenant, Slice slice) {
    Decision decision = codec.decode(each.value());
    boolean isNew = found.isEmpty() || found.getLast().seq() < decision.seq();
    if (decision.tenant().value().equals(tenant) && decision.seq() >= slice.fromSeq() && isNew) {
      found.add(decision);
    }
  }

  private static long offsetAt(Session session, Instant time) {
    var found =
        session
            .consumer()
            .offsetsForTimes(Map.of(session.partition(), time.toEpochMilli()), PATIENCE)
            .get(session.partition());
    return found == null
        ? session.consumer().endOffsets(List.of(session.partition()), PATIENCE).values().stream()
            .mapToLong(Long::longValue)
            .max()
            .orElse(0)
        : found.offset();
  }

  private Map<String, Object> config(int max) {
    return Map.of(
        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
        settings.kafkaBootstrap(),
        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
        false,
        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
        "earliest",
        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
        "read_committed",
        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
        max,
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
        Math.toIntExact(PATIENCE.toMillis()),
        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
        false,
        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
        ByteArrayDeserializer.class,
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
        ByteArrayDeserializer.class);
  }
}

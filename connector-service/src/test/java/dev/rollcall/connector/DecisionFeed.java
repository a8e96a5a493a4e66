package dev.rollcall.connector;

import dev.rollcall.schemas.Topics;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.event.Outcome;
import dev.rollcall.schemas.event.Position;
import dev.rollcall.schemas.event.RequestId;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.schemas.wire.DecisionCodec;
import dev.rollcall.schemas.wire.Unsealer;
import dev.rollcall.testkit.BackingServers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Puts decisions onto the real topic as the relay does, with contiguous numbers in each partition.
/// One for all tests of a JVM, because they share the topic.
final class DecisionFeed {
  static final int PARTITIONS = 4;

  private static final DecisionFeed SHARED = new DecisionFeed(BackingServers.bootstrapServers());

  private final DecisionCodec codec = new DecisionCodec(Unsealer.WITHOUT_KEYS);
  private final KafkaProducer<byte[], byte[]> producer;
  private final long[] lastSeq = new long[PARTITIONS];

  /// A feed for a broker of a test's own, whose log it may break.
  DecisionFeed(String bootstrap) {
    DecisionsTopic.create(bootstrap, PARTITIONS);
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                bootstrap,
                "linger.ms",
                0,
                "acks",
                "all",
                "max.request.size",
                8 * 1024 * 1024),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  static DecisionFeed shared() {
    return SHARED;
  }

  /// Publishes one decision and returns its number.
  synchronized long publish(String tenantName, Fact... facts) {
    var tenant = new TenantId(tenantName);
    int partition = Topics.partitionOf(tenant, PARTITIONS);
    long seq = lastSeq[partition] + 1;
    send(tenant, decision(tenant, seq, List.of(facts)));
    lastSeq[partition] = seq;
    return seq;
  }

  /// Publishes a decision with a number of the caller's choice, which the feed does not count.
  synchronized void publishNumbered(String tenantName, long seq, Fact... facts) {
    var tenant = new TenantId(tenantName);
    send(tenant, decision(tenant, seq, List.of(facts)));
  }

  /// Publishes bytes that are no decision.
  void publishBytes(String tenantName, byte[] bytes) {
    send(new TenantId(tenantName), bytes);
  }

  /// Publishes a record without a value.
  void publishNothing(String tenantName) {
    send(new TenantId(tenantName), (byte[]) null);
  }

  synchronized long lastSeq(String tenantName) {
    return lastSeq[partitionOf(tenantName)];
  }

  /// The partition of a tenant.
  static int partitionOf(String tenantName) {
    return Topics.partitionOf(new TenantId(tenantName), PARTITIONS);
  }

  private static Decision decision(TenantId tenant, long seq, List<Fact> facts) {
    int partition = Topics.partitionOf(tenant, PARTITIONS);
    return new Decision(
        new Position(partition, seq),
        seq,
        new RequestId("request-" + partition + "-" + seq),
        tenant,
        Instant.now().truncatedTo(ChronoUnit.MILLIS),
        1,
        facts.isEmpty()
            ? new Outcome.Refused(409, "uniqueness", "taken")
            : new Outcome.Accepted(200, facts.getFirst().resource(), facts.getFirst().version()),
        facts);
  }

  private void send(TenantId tenant, Decision decision) {
    send(tenant, codec.encode(decision));
  }

  private void send(TenantId tenant, byte @Nullable [] bytes) {
    var rec =
        new ProducerRecord<>(
            Topics.DECISIONS,
            Topics.partitionOf(tenant, PARTITIONS),
            tenant.value().getBytes(StandardCharsets.UTF_8),
            bytes);
    try {
      producer.send(rec).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("The decision could not be published", e);
    }
  }
}

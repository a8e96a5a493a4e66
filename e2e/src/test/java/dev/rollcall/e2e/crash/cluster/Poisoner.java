package dev.rollcall.e2e.crash.cluster;

import dev.rollcall.e2e.crash.core.Poison;
import dev.rollcall.schemas.Topics;
import dev.rollcall.schemas.event.Actor;
import dev.rollcall.schemas.event.Command;
import dev.rollcall.schemas.event.Request;
import dev.rollcall.schemas.event.RequestId;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.RequestCodec;
import dev.rollcall.schemas.wire.Unsealer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Puts records on the requests log that cannot be decided, past all proxies. Each has a header
/// that tells it from a request, for whoever reads the log afterwards and for nobody else.
public final class Poisoner implements AutoCloseable {
  /// The header: which [Poison] it is.
  public static final String HEADER = "crash-loop-poison";

  private static final int DEPTH = 10_000;
  private static final int GARBAGE_BYTES = 64;
  private static final byte NO_TEXT = (byte) 0xfe;

  /// Kafka may be away: what is not there yet when it comes back is put there then, once.
  private static final int DELIVERED_MILLIS_MAX = 60_000;

  private static final int ANSWER_MILLIS_MAX = 5_000;

  private final RequestCodec requests = new RequestCodec(Unsealer.WITHOUT_KEYS);
  private final AtomicInteger count = new AtomicInteger();
  private final String bootstrap;
  private final List<String> tenants;
  private final int partitions;
  private @Nullable KafkaProducer<byte[], byte[]> opened;

  Poisoner(String bootstrap, List<String> tenants, int partitions) {
    this.tenants = List.copyOf(tenants);
    this.bootstrap = bootstrap;
    this.partitions = partitions;
  }

  /// Puts one on the log of the next tenant. Whether and where it came is seen when the log is
  /// read.
  public void plant(Poison poison) {
    int number = count.incrementAndGet();
    String tenant = tenants.get(number % tenants.size());
    var request = request(tenant, number);
    int own = Topics.partitionOf(request.tenant(), partitions);
    byte[] good = requests.encode(request);
    send(
        new ProducerRecord<>(
            Topics.REQUESTS,
            poison == Poison.OTHER_PARTITION ? (own + 1) % partitions : own,
            poison == Poison.NO_KEY ? null : bytes(key(poison, tenant)),
            value(poison, good)),
        poison,
        request.id().value());
  }

  private void send(ProducerRecord<byte[], byte[]> poisoned, Poison poison, String requestId) {
    poisoned.headers().add(HEADER, bytes(poison.name()));
    switch (poison) {
      case EMPTY -> {}
      case NO_ID -> poisoned.headers().add(Topics.HEADER_REQUEST_ID, new byte[] {0, 1, NO_TEXT});
      case GARBAGE,
          TOMBSTONE,
          TRUNCATED,
          NEW_VERSION,
          NEW_TYPE,
          OTHER_TENANT,
          OTHER_PARTITION,
          NO_KEY,
          TOO_DEEP ->
          poisoned.headers().add(Topics.HEADER_REQUEST_ID, bytes(requestId));
    }
    var producer = producer();
    var _ = producer.send(poisoned);
    producer.flush();
  }

  /// Opened when it is first needed: Kafka has to be there.
  private synchronized KafkaProducer<byte[], byte[]> producer() {
    KafkaProducer<byte[], byte[]> now = opened;
    if (now == null) {
      now =
          new KafkaProducer<>(
              Map.of(
                  ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                  bootstrap,
                  ProducerConfig.MAX_BLOCK_MS_CONFIG,
                  DELIVERED_MILLIS_MAX,
                  ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                  ANSWER_MILLIS_MAX,
                  ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                  DELIVERED_MILLIS_MAX),
              new ByteArraySerializer(),
              new ByteArraySerializer());
      opened = now;
    }
    return now;
  }

  /// The key of a tenant whose partition this is not the record of.
  private String key(Poison poison, String tenant) {
    return poison == Poison.OTHER_TENANT
        ? tenants.get((tenants.indexOf(tenant) + 1) % tenants.size())
        : tenant;
  }

  private static byte @Nullable [] value(Poison poison, byte[] good) {
    return switch (poison) {
      case TOMBSTONE -> null;
      case EMPTY -> new byte[0];
      case GARBAGE, NO_ID -> {
        byte[] garbage = new byte[GARBAGE_BYTES];
        Arrays.fill(garbage, NO_TEXT);
        yield garbage;
      }
      case TRUNCATED -> Arrays.copyOf(good, good.length / 2);
      case NEW_VERSION -> changed(good, "\"v\":1", "\"v\":99");
      case NEW_TYPE -> changed(good, "\"type\":\"resource.create\"", "\"type\":\"resource.melt\"");
      case TOO_DEEP -> bytes("[".repeat(DEPTH) + "]".repeat(DEPTH));
      case OTHER_TENANT, OTHER_PARTITION, NO_KEY -> good;
    };
  }

  private static byte[] changed(byte[] record, String from, String to) {
    String text = new String(record, StandardCharsets.UTF_8);
    if (!text.contains(from)) {
      throw new IllegalStateException("A request has no " + from + " any more");
    }
    return bytes(text.replace(from, to));
  }

  private static Request request(String tenant, int number) {
    return new Request(
        new RequestId("planted-" + number),
        new TenantId(tenant),
        Instant.now(),
        new Actor("planted", null, "planted"),
        new Command.CreateResource(
            "User",
            new ResourceId("planted-" + number),
            JsonObject.builder().put("userName", "planted-" + number).build()),
        null,
        null);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public synchronized void close() {
    KafkaProducer<byte[], byte[]> now = opened;
    if (now != null) {
      now.close(Duration.ZERO);
    }
  }
}

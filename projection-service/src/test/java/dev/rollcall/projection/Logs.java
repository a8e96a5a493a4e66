package dev.rollcall.projection;

import dev.rollcall.schemas.Topics;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Surroundings;
import dev.rollcall.schemas.wire.DecisionCodec;
import dev.rollcall.schemas.wire.SurroundingsCodec;
import dev.rollcall.schemas.wire.Unsealer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// The logs of requests and decisions, empty at first, as other services see them.
final class Logs implements AutoCloseable {
  private final String bootstrap;
  private final KafkaProducer<byte[], byte[]> producer;
  private final DecisionCodec decisions = new DecisionCodec(Unsealer.WITHOUT_KEYS);

  Logs(String bootstrap) throws ExecutionException, InterruptedException {
    this.bootstrap = bootstrap;
    try (var admin = admin()) {
      var present = admin.listTopics().names().get();
      present.retainAll(List.of(Topics.REQUESTS, Topics.DECISIONS, Topics.DEAD_LETTERS));
      admin.deleteTopics(present).all().get();
    }
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap, "linger.ms", 0),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", bootstrap));
  }

  /// Appends a request, whatever its bytes are.
  void append(@Nullable String key, @Nullable String requestId, byte @Nullable [] value)
      throws ExecutionException, InterruptedException {
    append(Platform.PARTITION, key, requestId, value);
  }

  /// The same in a partition where it may not belong.
  void append(
      int partition, @Nullable String key, @Nullable String requestId, byte @Nullable [] value)
      throws ExecutionException, InterruptedException {
    var record =
        new ProducerRecord<byte[], byte[]>(
            Topics.REQUESTS,
            partition,
            key == null ? null : key.getBytes(StandardCharsets.UTF_8),
            value);
    if (requestId != null) {
      record.headers().add(Topics.HEADER_REQUEST_ID, requestId.getBytes(StandardCharsets.UTF_8));
    }
    producer.send(record).get();
  }

  /// Appends a decision.
  void append(Decision decision) throws ExecutionException, InterruptedException {
    producer
        .send(
            new ProducerRecord<>(
                Topics.DECISIONS, Platform.PARTITION, null, decisions.encode(decision)))
        .get();
  }

  /// Returns the whole decisions log of the tenant's partition, once it has that many records.
  List<Decision> decisionsOnceThereAre(int count) {
    return recordsOnceThereAre(count).stream()
        .map(record -> decisions.decode(record.value()))
        .toList();
  }

  /// Returns what came along with each of them.
  List<Optional<Surroundings>> surroundingsOnceThereAre(int count) {
    var codec = new SurroundingsCodec();
    return recordsOnceThereAre(count).stream()
        .map(record ->
            Optional.ofNullable(record.headers().lastHeader(Topics.HEADER_SURROUNDINGS))
                .map(header -> codec.decode(header.value())))
        .toList();
  }

  private List<ConsumerRecord<byte[], byte[]>> recordsOnceThereAre(int count) {
    var read = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    var place = new TopicPartition(Topics.DECISIONS, Platform.PARTITION);
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", bootstrap),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      Platform.await(
          count + " decisions",
          () -> {
            if (consumer.assignment().isEmpty()) {
              consumer.assign(List.of(place));
              consumer.seekToBeginning(List.of(place));
            }
            consumer.poll(Duration.ofMillis(100)).records(place).forEach(read::add);
            return read.size() >= count;
          });
    }
    return read;
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(2));
  }
}

package dev.rollcall.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.Topics;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.event.Outcome;
import dev.rollcall.schemas.event.Position;
import dev.rollcall.schemas.event.Request;
import dev.rollcall.schemas.wire.DecisionCodec;
import dev.rollcall.schemas.wire.RequestCodec;
import dev.rollcall.schemas.wire.Unsealer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// The other end of the log: reads what ingress records, and decides it when a test says so.
final class RequestLog implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(50);

  private final DecisionCodec decisions = new DecisionCodec(Unsealer.WITHOUT_KEYS);
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Queue<Recorded> unread = new ArrayDeque<>();
  private long seq;

  RequestLog(String bootstrap, int partitions) {
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    List<TopicPartition> all =
        IntStream.range(0, partitions)
            .mapToObj(it -> new TopicPartition(Topics.REQUESTS, it))
            .toList();
    consumer.assign(all);
    consumer.seekToEnd(all);
    all.forEach(consumer::position);
  }

  /// A record and where it stands.
  record Recorded(ConsumerRecord<byte[], byte[]> record, Request request) {
    String text() {
      return new String(record.value(), StandardCharsets.UTF_8);
    }

    String header() {
      return new String(
          record.headers().lastHeader(Topics.HEADER_REQUEST_ID).value(), StandardCharsets.UTF_8);
    }
  }

  /// The next record that ingress appends.
  Recorded next() {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (unread.isEmpty()) {
      assertThat(Instant.now()).as("waited in vain for a record").isBefore(deadline);
      poll();
    }
    return Objects.requireNonNull(unread.poll());
  }

  /// Says whether everything that was recorded was read.
  boolean isAtEnd() {
    var ends = consumer.endOffsets(consumer.assignment());
    while (ends.entrySet().stream()
        .anyMatch(it -> consumer.position(it.getKey()) < it.getValue())) {
      poll();
    }
    return unread.isEmpty();
  }

  private void poll() {
    var codec = new RequestCodec(Unsealer.WITHOUT_KEYS);
    consumer
        .poll(POLL)
        .forEach(record -> unread.add(new Recorded(record, codec.decode(record.value()))));
  }

  /// Makes a decision without saying it to anybody.
  Decision decision(Recorded recorded, Outcome outcome, List<Fact> facts) {
    return new Decision(
        new Position(recorded.record().partition(), recorded.record().offset()),
        ++seq,
        recorded.request().id(),
        recorded.request().tenant(),
        Instant.ofEpochMilli(recorded.record().timestamp()),
        1,
        outcome,
        facts);
  }

  /// Rings: appends the decision to the decisions log.
  void ring(Decision decision) throws ExecutionException, InterruptedException {
    ring(decision, null);
  }

  /// @param surroundings as `SurroundingsCodec` reads it, or null
  void ring(Decision decision, @Nullable String surroundings)
      throws ExecutionException, InterruptedException {
    var record =
        new ProducerRecord<byte[], byte[]>(
            Topics.DECISIONS, decision.source().partition(), null, encoded(decision));
    record
        .headers()
        .add(
            Topics.HEADER_REQUEST_ID,
            decision.requestId().value().getBytes(StandardCharsets.UTF_8));
    if (surroundings != null) {
      record
          .headers()
          .add(Topics.HEADER_SURROUNDINGS, surroundings.getBytes(StandardCharsets.UTF_8));
    }
    producer.send(record).get();
  }

  byte[] encoded(Decision decision) {
    return decisions.encode(decision);
  }

  @Override
  public void close() {
    consumer.close();
    producer.close();
  }
}

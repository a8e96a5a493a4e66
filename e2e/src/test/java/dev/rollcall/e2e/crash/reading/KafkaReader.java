package dev.rollcall.e2e.crash.reading;

import dev.rollcall.e2e.crash.cluster.Poisoner;
import dev.rollcall.e2e.crash.core.Logs.Asking;
import dev.rollcall.e2e.crash.core.Logs.Deciding;
import dev.rollcall.e2e.crash.core.Logs.Poisoned;
import dev.rollcall.e2e.crash.core.Poison;
import dev.rollcall.schemas.Sha256;
import dev.rollcall.schemas.Topics;
import dev.rollcall.schemas.event.Command;
import dev.rollcall.schemas.event.Request;
import dev.rollcall.schemas.wire.DecisionCodec;
import dev.rollcall.schemas.wire.RequestCodec;
import dev.rollcall.schemas.wire.Unsealer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Reads whole topics.
final class KafkaReader {
  private static final Duration POLL = Duration.ofMillis(500);

  private final RequestCodec requests = new RequestCodec(Unsealer.WITHOUT_KEYS);
  private final DecisionCodec decisions = new DecisionCodec(Unsealer.WITHOUT_KEYS);
  private final String bootstrap;

  KafkaReader(String bootstrap) {
    this.bootstrap = bootstrap;
  }

  /// The requests log, in order.
  List<Asking> requests() {
    return records(Topics.REQUESTS).stream()
        .filter(it -> it.headers().lastHeader(Poisoner.HEADER) == null)
        .map(it -> {
          Request request = requests.decode(it.value());
          return new Asking(
              it.partition(),
              it.offset(),
              request.id().value(),
              Objects.requireNonNullElse(request.actor().userAgent(), "nobody"),
              operations(request.command()),
              Instant.ofEpochMilli(it.timestamp()));
        })
        .toList();
  }

  private static Set<String> operations(Command command) {
    return command instanceof Command.Bulk bulk
        ? bulk.operations().stream()
            .map(it -> Objects.requireNonNullElse(it.bulkId(), "unnamed"))
            .collect(Collectors.toSet())
        : Set.of();
  }

  /// The poison on the requests log, in order.
  List<Poisoned> poison() {
    var poison = new ArrayList<Poisoned>();
    for (ConsumerRecord<byte[], byte[]> each : records(Topics.REQUESTS)) {
      Header planted = each.headers().lastHeader(Poisoner.HEADER);
      if (planted != null) {
        Header id = each.headers().lastHeader(Topics.HEADER_REQUEST_ID);
        Poison kind = Poison.valueOf(utf8(planted.value()));
        // Where the record names no request, its place does.
        String requestId =
            id == null || kind == Poison.NO_ID
                ? "unreadable-" + each.partition() + "-" + each.offset()
                : utf8(id.value());
        poison.add(new Poisoned(each.partition(), each.offset(), kind, requestId));
      }
    }
    return poison;
  }

  /// The decisions log, in order, copies included.
  List<Deciding> decisions() {
    return records(Topics.DECISIONS).stream()
        .map(it ->
            new Deciding(
                it.partition(), it.offset(), decisions.decode(it.value()), Sha256.hex(it.value())))
        .toList();
  }

  /// Where each partition of a topic ends.
  Map<Integer, Long> ends(String topic) {
    try (var ends = watch()) {
      return ends.of(topic);
    }
  }

  /// The same for who looks again and again: to open a consumer for each look takes more than the
  /// look.
  Ends watch() {
    return new Ends(consumer());
  }

  /// Says where topics end.
  static final class Ends implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, List<TopicPartition>> known = new HashMap<>();

    private Ends(KafkaConsumer<byte[], byte[]> consumer) {
      this.consumer = consumer;
    }

    Map<Integer, Long> of(String topic) {
      List<TopicPartition> places = known.computeIfAbsent(topic, it -> places(consumer, it));
      // Of what is not assigned the client says, at each look, that it is not.
      consumer.assign(known.values().stream().flatMap(List::stream).toList());
      var ends = new TreeMap<Integer, Long>();
      consumer.endOffsets(places).forEach((place, end) -> ends.put(place.partition(), end));
      return ends;
    }

    @Override
    public void close() {
      consumer.close();
    }
  }

  /// Keys and headers of all topics, and the values of dead letters, as text.
  List<String> openText() {
    var text = new ArrayList<String>();
    for (String topic : List.of(Topics.REQUESTS, Topics.DECISIONS, Topics.DEAD_LETTERS)) {
      for (ConsumerRecord<byte[], byte[]> each : records(topic)) {
        each.headers().forEach(it -> text.add(it.key() + ": " + utf8(it.value())));
        text.add(utf8(each.key()));
        if (topic.equals(Topics.DEAD_LETTERS)) {
          text.add(utf8(each.value()));
        }
      }
    }
    return text;
  }

  private List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    try (var consumer = consumer()) {
      List<TopicPartition> places = places(consumer, topic);
      consumer.assign(places);
      consumer.seekToBeginning(places);
      Map<TopicPartition, Long> ends = consumer.endOffsets(places);
      var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
      while (places.stream().anyMatch(it -> consumer.position(it) < ends.getOrDefault(it, 0L))) {
        consumer.poll(POLL).forEach(records::add);
      }
      return records;
    }
  }

  private static List<TopicPartition> places(KafkaConsumer<byte[], byte[]> consumer, String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(it -> new TopicPartition(topic, it.partition()))
        .toList();
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "none"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private static String utf8(byte[] bytes) {
    return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
  }
}

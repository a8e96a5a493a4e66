package dev.rollcall.connector;

import static org.awaitility.Awaitility.await;

import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.testkit.BackingServers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/// A topic of the owner's on a real broker, and what is read from it.
abstract class TopicCase {
  static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);

  final DecisionFeed feed = DecisionFeed.shared();
  final String topic = "people-" + UUID.randomUUID();

  JsonObject entry(String tenant) {
    return JsonObject.builder()
        .put("id", "stream")
        .put("tenant", tenant)
        .put("kind", "kafka")
        .put("bootstrapServers", BackingServers.bootstrapServers())
        .put("topic", topic)
        .put("tls", false)
        .put("allowPrivateAddress", true)
        .put("timeoutMillis", 8000)
        .build();
  }

  void createTopic() {
    try (var admin = Admin.create(Map.of("bootstrap.servers", BackingServers.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(topic, 3, (short) 1))).all().get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("The topic could not be created", e);
    }
  }

  List<ConsumerRecord<String, byte[]>> records(int atLeast) {
    var records = new ArrayList<ConsumerRecord<String, byte[]>>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                BackingServers.bootstrapServers(),
                "group.id",
                topic,
                "auto.offset.reset",
                "earliest"),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(topic));
      await()
          .atMost(Connector.PATIENCE)
          .until(() -> {
            consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            return records.size() >= atLeast;
          });
    }
    return records;
  }

  static List<String> types(List<ConsumerRecord<String, byte[]>> records, String key) {
    return records.stream()
        .filter(it -> it.key().equals(key))
        .map(it -> header(it, "ce_type"))
        .toList();
  }

  static String header(ConsumerRecord<String, byte[]> record, String name) {
    return new String(
        Objects.requireNonNull(record.headers().lastHeader(name)).value(), StandardCharsets.UTF_8);
  }
}

package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.testkit.BackingServers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every fact of a tenant on a topic of the owner's, on a real broker.
class KafkaTopicIT {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);

  private final DecisionFeed feed = DecisionFeed.shared();
  private final String topic = "people-" + UUID.randomUUID();

  private JsonObject entry(String tenant) {
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

  @Test
  void facts_are_cloud_events_in_order_for_each_resource(@TempDir Path folder) {
    createTopic();
    try (var connector = Connector.start(folder, List.of(entry("kafka-a")))) {
      feed.publish("kafka-a", Facts.created(Facts.user("ka"), Facts.person("ada")));
      feed.publish("kafka-a", Facts.created(Facts.group("kg"), Facts.team("Sales")));
      feed.publish("kafka-a", Facts.joined(Facts.group("kg"), 2, "ka"));
      feed.publish("kafka-a", Facts.deactivated(Facts.user("ka"), 2, Facts.person("ada")));
      feed.publish("kafka-a", Facts.deleted(Facts.user("ka"), 3));
      connector.awaitApplied("kafka-a");

      List<ConsumerRecord<String, byte[]>> records = records(5);
      assertThat(records).hasSize(5);
      assertThat(types(records, "ka"))
          .containsExactly(
              "dev.rollcall.user.created",
              "dev.rollcall.user.deactivated",
              "dev.rollcall.user.deleted");
      assertThat(types(records, "kg"))
          .containsExactly("dev.rollcall.group.created", "dev.rollcall.group.members_added");
      assertThat(records).extracting(it -> header(it, "ce_id")).doesNotHaveDuplicates();
      ConsumerRecord<String, byte[]> created =
          records.stream().filter(it -> it.key().equals("ka")).findFirst().orElseThrow();
      assertThat(header(created, "ce_specversion")).isEqualTo("1.0");
      assertThat(header(created, "ce_source")).isEqualTo("/rollcall/targets/stream");
      assertThat(header(created, "ce_subject")).isEqualTo("User/ka");
      assertThat(header(created, "ce_time")).endsWith("Z");
      assertThat(header(created, "content-type")).isEqualTo("application/json");
      assertThat(JSON.readObject(created.value()).text("userName")).contains("ada");
      assertThat(JSON.readObject(created.value()).text("id")).contains("ka");
    }
  }

  @Test
  void a_topic_that_is_not_there_is_said_and_nothing_is_lost_or_created(@TempDir Path folder)
      throws InterruptedException, ExecutionException {
    try (var connector = Connector.start(folder, List.of(entry("kafka-b")))) {
      feed.publish("kafka-b", Facts.created(Facts.user("kb"), Facts.person("bob")));
      await()
          .atMost(Connector.PATIENCE)
          .until(() ->
              connector.target("kafka-b", "stream").get("lastError") instanceof JsonObject error
                  && error.text("text").equals(Optional.of("The topic does not exist")));
      try (var admin =
          Admin.create(Map.of("bootstrap.servers", BackingServers.bootstrapServers()))) {
        assertThat(admin.listTopics().names().get()).doesNotContain(topic);
      }

      createTopic();
      connector.awaitApplied("kafka-b");

      assertThat(records(1)).extracting(ConsumerRecord::key).containsExactly("kb");
    }
  }

  private void createTopic() {
    try (var admin = Admin.create(Map.of("bootstrap.servers", BackingServers.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(topic, 3, (short) 1))).all().get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("The topic could not be created", e);
    }
  }

  private List<ConsumerRecord<String, byte[]>> records(int atLeast) {
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

  private static List<String> types(List<ConsumerRecord<String, byte[]>> records, String key) {
    return records.stream()
        .filter(it -> it.key().equals(key))
        .map(it -> header(it, "ce_type"))
        .toList();
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    return new String(
        Objects.requireNonNull(record.headers().lastHeader(name)).value(), StandardCharsets.UTF_8);
  }
}

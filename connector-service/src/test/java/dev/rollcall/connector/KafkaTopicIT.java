package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.testkit.BackingServers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every fact of a tenant on a topic of the owner's, on a real broker.
class KafkaTopicIT extends TopicCase {
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
}

package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A curated topic: whom it tells of, and what.
class KafkaScopeIT extends TopicCase {
  private static final String NAMES =
      "{\"login\": userName, \"kind\": userType, \"active\": active}";

  private JsonObject curated(String tenant) {
    return entry(tenant)
        .with("scope", JsonObject.of("filter", new JsonString("userType eq \"Employee\"")))
        .with("mapping", JsonObject.of("User", new JsonString(NAMES)));
  }

  @Test
  void a_topic_tells_of_whoever_is_in_scope_and_of_members_who_are(@TempDir Path folder) {
    createTopic();
    String tenant = "kafka-scope-a";
    try (var connector = Connector.start(folder, List.of(curated(tenant)))) {
      feed.publish(tenant, Facts.created(Facts.user("ka"), typed("ada", "Employee")));
      feed.publish(tenant, Facts.created(Facts.user("kb"), typed("bob", "Guest")));
      feed.publish(tenant, Facts.created(Facts.group("kg"), Facts.team("Sales")));
      connector.awaitApplied(tenant);
      feed.publish(tenant, Facts.joined(Facts.group("kg"), 2, "ka", "kb"));
      connector.awaitApplied(tenant);
      feed.publish(tenant, Facts.changed(Facts.user("kb"), 2, typed("bob", "Employee")));
      connector.awaitApplied(tenant);
      feed.publish(tenant, Facts.changed(Facts.user("ka"), 2, typed("ada", "Guest")));
      feed.publish(tenant, Facts.changed(Facts.user("ka"), 3, typed("secret", "Guest")));
      feed.publish(tenant, Facts.deleted(Facts.user("ka"), 4));
      connector.awaitApplied(tenant);

      List<ConsumerRecord<String, byte[]>> records = records(6);
      assertThat(types(records, "ka"))
          .containsExactly("dev.rollcall.user.created", "dev.rollcall.user.deleted");
      assertThat(types(records, "kb")).containsExactly("dev.rollcall.user.created");
      assertThat(members(records, "kg")).containsExactly(List.of("ka"), List.of("kb"));
      assertThat(records).extracting(it -> header(it, "ce_id")).doesNotHaveDuplicates();
      assertThat(records)
          .noneMatch(it -> new String(it.value(), StandardCharsets.UTF_8).contains("secret"));
      JsonObject bob = data(records, "kb").getFirst();
      assertThat(bob.without("meta"))
          .isEqualTo(
              JsonObject.builder()
                  .put("login", "bob")
                  .put("kind", "Employee")
                  .put("active", true)
                  .put("id", "kb")
                  .build());
    }
  }

  @Test
  void a_preview_shows_the_data_of_an_event(@TempDir Path folder) {
    String tenant = "kafka-scope-b";
    createTopic();
    try (var connector = Connector.start(folder, List.of(curated(tenant)))) {
      feed.publish(tenant, Facts.created(Facts.user("ka"), typed("ada", "Employee")));
      feed.publish(tenant, Facts.created(Facts.user("kb"), typed("bob", "Guest")));
      connector.awaitApplied(tenant);
      String path = "/internal/v1/" + tenant + "/targets/stream/preview";

      JsonObject ada =
          connector.post(path, JsonObject.of("resourceId", new JsonString("ka"))).body();
      assertThat(ada.get("result"))
          .isEqualTo(
              JsonObject.builder()
                  .put("login", "ada")
                  .put("kind", "Employee")
                  .put("active", true)
                  .put("id", "ka")
                  .build());
      JsonObject bob =
          connector.post(path, JsonObject.of("resourceId", new JsonString("kb"))).body();
      assertThat(bob.get("inScope")).isEqualTo(JsonBoolean.FALSE);
      assertThat(bob.text("rule")).contains("the filter does not match: userType eq \"Employee\"");
    }
  }

  @Test
  void a_replay_tells_what_is_in_scope_now(@TempDir Path folder) {
    createTopic();
    String tenant = "kafka-scope-c";
    try (var connector = Connector.start(folder, List.of(curated(tenant)))) {
      feed.publish(tenant, Facts.created(Facts.user("ka"), typed("ada", "Employee")));
      feed.publish(tenant, Facts.created(Facts.user("kb"), typed("bob", "Guest")));
      feed.publish(tenant, Facts.created(Facts.user("kc"), typed("cat", "Employee")));
      feed.publish(tenant, Facts.created(Facts.group("kg"), Facts.team("Sales")));
      connector.awaitApplied(tenant);
      feed.publish(tenant, Facts.joined(Facts.group("kg"), 2, "ka", "kb"));
      feed.publish(tenant, Facts.deleted(Facts.user("kc"), 2));
      connector.awaitApplied(tenant);
      assertThat(records(5)).hasSize(5);

      new ActFeed(connector, tenant, "stream")
          .replay(JsonObject.of("from", new JsonString("present")));
      await().atMost(Connector.PATIENCE).until(() -> replays(connector, tenant).contains("done"));

      List<ConsumerRecord<String, byte[]>> again = records(3);
      assertThat(again).hasSize(3);
      assertThat(types(again, "ka")).containsExactly("dev.rollcall.user.created");
      assertThat(types(again, "kg"))
          .containsExactly("dev.rollcall.group.created", "dev.rollcall.group.members_added");
      assertThat(members(again, "kg")).containsExactly(List.of("ka"));
    }
  }

  private static List<String> replays(Connector connector, String tenant) {
    JsonObject body = connector.get("/internal/v1/" + tenant + "/targets/stream/replays").body();
    return ((JsonArray) Objects.requireNonNull(body.get("replays")))
        .elements().stream().map(it -> ((JsonObject) it).text("state").orElseThrow()).toList();
  }

  private static List<JsonObject> data(List<ConsumerRecord<String, byte[]>> records, String key) {
    return records.stream()
        .filter(it -> it.key().equals(key))
        .map(it -> JSON.readObject(it.value()))
        .toList();
  }

  private static List<List<String>> members(
      List<ConsumerRecord<String, byte[]>> records, String key) {
    return data(records, key).stream()
        .map(it -> it.get("members"))
        .filter(JsonArray.class::isInstance)
        .map(it ->
            ((JsonArray) it)
                .elements().stream()
                    .map(member -> ((JsonObject) member).text("value").orElseThrow())
                    .toList())
        .toList();
  }

  private static JsonObject typed(String userName, String userType) {
    return Facts.person(userName).with("userType", new JsonString(userType));
  }
}

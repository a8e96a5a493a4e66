package dev.rollcall.connector;

import dev.rollcall.schemas.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/// The log of decisions, as the projection makes it: targets begin when a connector follows it.
public final class DecisionsTopic {
  private static final Map<String, String> SETTINGS =
      Map.of(
          "retention.ms", "-1",
          "retention.bytes", "-1",
          "cleanup.policy", "delete",
          "message.timestamp.type", "LogAppendTime",
          "max.message.bytes", "8388608",
          "min.insync.replicas", "1");

  private DecisionsTopic() {}

  /// Makes it on a broker that does not have it.
  public static void create(String bootstrap, int partitions) {
    var topic = new NewTopic(Topics.DECISIONS, partitions, (short) 1).configs(SETTINGS);
    try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      admin.createTopics(List.of(topic)).all().get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("The decisions topic could not be created", e);
    }
  }
}

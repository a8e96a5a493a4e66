package dev.rollcall.connector.intake.kafka;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.Settings;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Settings of the Kafka clients of intake.
final class ConsumerSettings {
  private static final String GROUP = "rollcall-connector";

  private ConsumerSettings() {}

  static Map<String, Object> admin(Settings settings) {
    return Map.of(
        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
        settings.kafkaBootstrap(),
        CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG,
        5000,
        CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG,
        8000);
  }

  static Map<String, Object> of(Settings settings, Limits.Intake limits) {
    var config = new HashMap<String, Object>();
    config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.kafkaBootstrap());
    config.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
    // A static member takes its partitions back at once after a restart, even after a kill; another
    // name waits until the session of the dead one is over.
    config.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, settings.instance());
    config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 8000);
    config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2000);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    // Positions are ours: a position that the log does not have is an error, never a reset.
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, limits.recordsMax());
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return config;
  }
}

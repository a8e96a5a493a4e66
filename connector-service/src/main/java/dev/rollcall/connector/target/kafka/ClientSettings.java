package dev.rollcall.connector.target.kafka;

import dev.rollcall.connector.target.kafka.KafkaTopicConnection.Sasl;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;

/// The settings of the Kafka clients of one target.
final class ClientSettings {
  private static final int RECORD_BYTES_MAX = 8 * 1024 * 1024;
  private static final int BUFFER_BYTES = 16 * 1024 * 1024;

  private static final int PARTS = 4;

  private final KafkaTopicConnection connection;
  private final String targetId;
  private final int partMillis;

  /// @param total until an event is confirmed or given up
  ClientSettings(KafkaTopicConnection connection, String targetId, Duration total) {
    this.connection = connection;
    this.targetId = targetId;
    this.partMillis = Math.toIntExact(Math.max(total.toMillis() / PARTS, 1));
  }

  /// Of four parts of the time one is for opening, one for metadata and two are for the event: it
  /// is confirmed or given up within.
  Map<String, Object> producer() {
    Map<String, Object> settings = common();
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, partMillis);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 2 * partMillis);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, RECORD_BYTES_MAX);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
    return settings;
  }

  /// How long opening may take, so that no event is sent after it was given up.
  Duration opening() {
    return Duration.ofMillis(partMillis);
  }

  Map<String, Object> admin() {
    Map<String, Object> settings = common();
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, partMillis / 2);
    settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, partMillis / 2);
    return settings;
  }

  /// For a test call: two questions, which have all of the time.
  Map<String, Object> asking() {
    Map<String, Object> settings = common();
    int half = partMillis * PARTS / 2;
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, half);
    settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, half);
    return settings;
  }

  private Map<String, Object> common() {
    Map<String, Object> settings = new HashMap<>();
    settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, connection.bootstrap());
    settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, "rollcall-" + targetId);
    settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, partMillis);
    settings.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, protocol());
    if (connection.caCertificates() != null) {
      settings.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM");
      settings.put(SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG, connection.caCertificates());
    }
    Sasl sasl = connection.sasl();
    if (sasl != null) {
      settings.put(SaslConfigs.SASL_MECHANISM, sasl.mechanism().kafkaName);
      settings.put(SaslConfigs.SASL_JAAS_CONFIG, jaas(sasl));
    }
    return settings;
  }

  private String protocol() {
    if (connection.sasl() == null) {
      return connection.tls() ? "SSL" : "PLAINTEXT";
    }
    return connection.tls() ? "SASL_SSL" : "SASL_PLAINTEXT";
  }

  private static String jaas(Sasl sasl) {
    return sasl.mechanism().loginModule
        + " required username="
        + quoted(sasl.username())
        + " password="
        + quoted(sasl.password())
        + ";";
  }

  /// A quote in a password must not end it.
  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}

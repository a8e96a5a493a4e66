package dev.rollcall.connector.target.kafka;

import dev.rollcall.connector.target.Connection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a topic is, and how to come in.
///
/// @param bootstrap `host:port` of brokers
/// @param source the `ce_source` of every event, or null for one that names the target
/// @param caCertificates the certificates in PEM form that the brokers' are signed by, or null for
///   those of the Java platform
record KafkaTopicConnection(
    List<String> bootstrap,
    String topic,
    @Nullable String source,
    boolean tls,
    @Nullable String caCertificates,
    @Nullable Sasl sasl)
    implements Connection {
  KafkaTopicConnection {
    bootstrap = List.copyOf(bootstrap);
  }

  /// Name and password.
  record Sasl(Mechanism mechanism, String username, String password) {
    @Override
    public String toString() {
      return "SASL " + mechanism.kafkaName;
    }
  }

  /// How a password is shown to a broker.
  enum Mechanism {
    PLAIN("PLAIN", "plain.PlainLoginModule"),
    SCRAM_SHA_256("SCRAM-SHA-256", "scram.ScramLoginModule"),
    SCRAM_SHA_512("SCRAM-SHA-512", "scram.ScramLoginModule");

    final String kafkaName;
    final String loginModule;

    Mechanism(String kafkaName, String loginModule) {
      this.kafkaName = kafkaName;
      this.loginModule = "org.apache.kafka.common.security." + loginModule;
    }
  }

  @Override
  public List<String> parts() {
    var parts = new ArrayList<>(bootstrap);
    parts.add(topic);
    parts.add(String.valueOf(source));
    parts.add(String.valueOf(tls));
    parts.add(String.valueOf(caCertificates));
    if (sasl != null) {
      parts.addAll(List.of(sasl.mechanism().kafkaName, sasl.username(), sasl.password()));
    }
    return parts;
  }

  @Override
  public String toString() {
    return "Topic " + topic + " at " + String.join(",", bootstrap);
  }
}

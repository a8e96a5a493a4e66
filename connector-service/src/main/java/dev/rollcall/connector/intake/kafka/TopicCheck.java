package dev.rollcall.connector.intake.kafka;

import dev.rollcall.schemas.Topics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// Looks whether the topics are as docs/contracts.md section 1 says.
final class TopicCheck {
  private static final long WAIT_SECONDS = 10;
  private static final String BYTES_MAX = "8388608";

  private final Admin admin;
  private final int partitions;
  private final short replication;

  TopicCheck(Admin admin, int partitions, short replication) {
    this.admin = admin;
    this.partitions = partitions;
    this.replication = replication;
  }

  /// A topic that cannot be used, and why, in one sentence.
  static final class UnusableTopicException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableTopicException(String message) {
      super(message);
    }
  }

  /// Returns the id of the decisions topic.
  ///
  /// @throws UnusableTopicException where the topic is missing or a setting is wrong
  String decisionsTopicId() {
    TopicDescription description =
        described(Topics.DECISIONS)
            .orElseThrow(
                () -> new UnusableTopicException("The decisions topic does not exist yet"));
    if (description.partitions().size() != partitions) {
      throw new UnusableTopicException(
          "Topic %s has %d partitions and TOPIC_PARTITIONS says %d"
              .formatted(Topics.DECISIONS, description.partitions().size(), partitions));
    }
    short replicas = (short) description.partitions().getFirst().replicas().size();
    requireSettings(Topics.DECISIONS, replicas);
    return description.topicId().toString();
  }

  /// Creates the dead-letter topic where it is missing, and looks at its settings where it is not.
  void deadLetters() {
    Optional<TopicDescription> known = described(Topics.DEAD_LETTERS);
    if (known.isPresent()) {
      short replicas = (short) known.get().partitions().getFirst().replicas().size();
      requireSettings(Topics.DEAD_LETTERS, replicas);
      return;
    }
    var topic =
        new NewTopic(Topics.DEAD_LETTERS, partitions, replication).configs(settings(replication));
    try {
      admin.createTopics(List.of(topic)).all().get(WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new KafkaException("The dead-letter topic could not be created", e);
      }
    } catch (TimeoutException e) {
      throw new KafkaException("Kafka does not answer", e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private Optional<TopicDescription> described(String topic) {
    try {
      return Optional.of(
          Objects.requireNonNull(admin.describeTopics(List.of(topic)).topicNameValues().get(topic))
              .get(WAIT_SECONDS, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      throw new KafkaException("Kafka does not answer", e);
    } catch (TimeoutException e) {
      throw new KafkaException("Kafka does not answer", e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private void requireSettings(String topic, short replicas) {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Config config;
    try {
      config =
          Objects.requireNonNull(
              admin
                  .describeConfigs(List.of(resource))
                  .all()
                  .get(WAIT_SECONDS, TimeUnit.SECONDS)
                  .get(resource));
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException("Kafka does not answer", e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    settings(replicas)
        .forEach((name, value) -> {
          String is = config.get(name).value();
          if (!value.equals(is)) {
            throw new UnusableTopicException(
                "Topic %s has %s=%s and must have %s".formatted(topic, name, is, value));
          }
        });
  }

  private static Map<String, String> settings(short replicas) {
    var settings = new LinkedHashMap<String, String>();
    settings.put("retention.ms", "-1");
    settings.put("retention.bytes", "-1");
    settings.put("cleanup.policy", "delete");
    settings.put("message.timestamp.type", "LogAppendTime");
    settings.put("max.message.bytes", BYTES_MAX);
    settings.put("min.insync.replicas", replicas >= 3 ? "2" : "1");
    return settings;
  }

  private static KafkaException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new KafkaException("Interrupted", e);
  }
}

package dev.rollcall.projection.topics.kafka;

import dev.rollcall.projection.topics.RequiredTopic;
import dev.rollcall.projection.topics.TopicState;
import dev.rollcall.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/// Creates the topics that are absent and verifies all of them.
public final class KafkaTopics implements AutoCloseable {
  private static final Duration ANSWER_MAX = Duration.ofSeconds(3);

  private final String bootstrap;
  private final List<RequiredTopic> required;
  private final Admin admin;

  public KafkaTopics(String bootstrap, List<RequiredTopic> required) {
    this.bootstrap = bootstrap;
    this.required = List.copyOf(required);
    this.admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) ANSWER_MAX.toMillis(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) ANSWER_MAX.toMillis(),
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                1_000));
  }

  /// Looks at the topics, and creates those that are absent.
  public TopicState check() {
    try {
      createAbsent();
      return verify();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new TopicState.Unreachable("Interrupted");
    } catch (ExecutionException | TimeoutException e) {
      return new TopicState.Unreachable("Kafka does not answer at " + bootstrap);
    }
  }

  @Override
  public void close() {
    admin.close(ANSWER_MAX);
  }

  private void createAbsent() throws InterruptedException, ExecutionException, TimeoutException {
    Set<String> present = answer(admin.listTopics().names());
    var absent = new ArrayList<NewTopic>();
    for (RequiredTopic topic : required) {
      if (!present.contains(topic.name())) {
        absent.add(
            new NewTopic(topic.name(), topic.partitions(), topic.replication())
                .configs(topic.settings()));
      }
    }
    for (KafkaFuture<Void> created : admin.createTopics(absent).values().values()) {
      try {
        answer(created);
      } catch (ExecutionException e) {
        // Ingress creates them too, and may have been first.
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    }
  }

  private TopicState verify() throws InterruptedException, ExecutionException, TimeoutException {
    var names = required.stream().map(RequiredTopic::name).toList();
    var descriptions = answer(admin.describeTopics(names).allTopicNames());
    var resources =
        names.stream().map(it -> new ConfigResource(ConfigResource.Type.TOPIC, it)).toList();
    var configs = answer(admin.describeConfigs(resources).all());
    for (RequiredTopic topic : required) {
      var settings = new HashMap<String, String>();
      for (ConfigEntry entry :
          Objects.requireNonNull(
                  configs.get(new ConfigResource(ConfigResource.Type.TOPIC, topic.name())))
              .entries()) {
        settings.put(entry.name(), String.valueOf(entry.value()));
      }
      Optional<String> fault =
          topic.fault(
              Objects.requireNonNull(descriptions.get(topic.name())).partitions().size(), settings);
      if (fault.isPresent()) {
        return new TopicState.Wrong(fault.get());
      }
    }
    return new TopicState.Verified(
        Objects.requireNonNull(descriptions.get(Topics.DECISIONS)).topicId().toString());
  }

  private static <T> T answer(KafkaFuture<T> future)
      throws InterruptedException, ExecutionException, TimeoutException {
    return future.get(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS);
  }
}

package dev.rollcall.connector.parking.kafka;

import dev.rollcall.connector.parking.DeadLetterTopic;
import dev.rollcall.connector.parking.DeadLetters.Waiting;
import dev.rollcall.schemas.Topics;
import dev.rollcall.schemas.event.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;

/// The dead-letter topic on Kafka, by tenant as all our topics.
public final class KafkaDeadLetterTopic implements DeadLetterTopic {
  private static final long WAIT_SECONDS = 20;

  private final KafkaTemplate<byte[], byte[]> kafka;
  private final int partitions;

  public KafkaDeadLetterTopic(KafkaTemplate<byte[], byte[]> kafka, int partitions) {
    this.kafka = kafka;
    this.partitions = partitions;
  }

  @Override
  public void publish(List<Waiting> letters) {
    try {
      CompletableFuture<?>[] sent =
          letters.stream().map(this::send).toArray(CompletableFuture<?>[]::new);
      CompletableFuture.allOf(sent).get(WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      throw new TopicUnavailableException("Kafka did not take the dead letters", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TopicUnavailableException("Interrupted", e);
    }
  }

  private CompletableFuture<?> send(Waiting letter) {
    var tenant = new TenantId(letter.tenant());
    return kafka.send(
        new ProducerRecord<>(
            Topics.DEAD_LETTERS,
            Topics.partitionOf(tenant, partitions),
            tenant.value().getBytes(StandardCharsets.UTF_8),
            letter.record().getBytes(StandardCharsets.UTF_8)));
  }
}

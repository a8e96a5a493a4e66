package dev.rollcall.ingress.journal.kafka;

import dev.rollcall.ingress.journal.JournalException;
import dev.rollcall.ingress.journal.JournalException.Reason;
import dev.rollcall.process.BrokenProcess;
import dev.rollcall.schemas.Topics;
import dev.rollcall.schemas.event.Request;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Appends requests to the log. The producer may wait for metadata, so it is called on a thread of
/// its own and never on an event loop.
final class RequestAppender implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RequestAppender.class);
  private static final Duration CLOSE_MAX = Duration.ofSeconds(5);

  private final KafkaProducer<byte[], byte[]> producer;
  private final ThreadPoolExecutor sender;
  private final int partitions;
  private final byte[] instance;

  /// @param instance who appends, for the others where it dies
  RequestAppender(String bootstrap, int partitions, String instance, int queueMax) {
    this.partitions = partitions;
    this.instance = instance.getBytes(StandardCharsets.UTF_8);
    this.producer =
        new KafkaProducer<>(
            config(bootstrap), new ByteArraySerializer(), new ByteArraySerializer());
    this.sender =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(queueMax),
            Thread.ofPlatform().daemon().name("append").factory());
  }

  private static Map<String, Object> config(String bootstrap) {
    return Map.of(
        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
        ProducerConfig.ACKS_CONFIG, "all",
        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true,
        ProducerConfig.LINGER_MS_CONFIG, 0,
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 15_000,
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000,
        ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000,
        ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000,
        ProducerConfig.CLIENT_ID_CONFIG, "rollcall-ingress");
  }

  /// Appends a record.
  ///
  /// @param stored is told when the log has it
  /// @param failed is told where the append fails
  void append(Request request, byte[] record, Runnable stored, Consumer<JournalException> failed) {
    try {
      sender.execute(
          BrokenProcess.guarding(log, "Appending", () -> send(request, record, stored, failed)));
    } catch (RejectedExecutionException e) {
      failed.accept(new JournalException(Reason.UNAVAILABLE, e));
    }
  }

  private void send(
      Request request, byte[] record, Runnable stored, Consumer<JournalException> failed) {
    int partition = Topics.partitionOf(request.tenant(), partitions);
    byte[] key = request.tenant().value().getBytes(StandardCharsets.UTF_8);
    var produced = new ProducerRecord<>(Topics.REQUESTS, partition, key, record);
    produced
        .headers()
        .add(Topics.HEADER_REQUEST_ID, request.id().value().getBytes(StandardCharsets.UTF_8))
        .add(Topics.HEADER_INSTANCE, instance);
    try {
      var _ = producer.send(produced, (_, failure) -> acknowledged(failure, stored, failed));
    } catch (RuntimeException e) {
      // Thrown before the record reached a buffer: it is certainly not in the log.
      failed.accept(
          e instanceof RecordTooLargeException
              ? classify(e)
              : new JournalException(Reason.UNAVAILABLE, e));
    }
  }

  private static void acknowledged(
      @Nullable Exception failure, Runnable stored, Consumer<JournalException> failed) {
    if (failure == null) {
      stored.run();
    } else {
      failed.accept(classify(failure));
    }
  }

  private static JournalException classify(Exception failure) {
    return switch (failure) {
      case RecordTooLargeException it -> new JournalException(Reason.TOO_LARGE, it);
      case SerializationException it -> new JournalException(Reason.UNAVAILABLE, it);
      // The acknowledgement may have been lost after the append.
      case Exception it -> new JournalException(Reason.UNKNOWN, it);
    };
  }

  @Override
  public void close() {
    sender.shutdown();
    producer.close(CLOSE_MAX);
  }
}

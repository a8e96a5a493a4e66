package dev.rollcall.ingress.journal.kafka;

import dev.rollcall.process.BrokenProcess;
import dev.rollcall.schemas.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts notices on the board, on a thread of its own: nobody waits for them.
final class NoticeSender implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(NoticeSender.class);
  private static final Duration HERE_EVERY = Duration.ofSeconds(1);

  /// How long a broker may be away until what was to be said is not said.
  private static final Duration TOLD_MAX = Duration.ofMinutes(10);

  private static final Duration CLOSE_MAX = Duration.ofSeconds(2);
  private static final long BUFFER_BYTES_MAX = 1 << 20;

  /// What is said while as many wait is not said.
  private static final int WAITING_MAX = 10_000;

  private final AtomicBoolean sayingHere = new AtomicBoolean();
  private final String instance;
  private final NoticeCodec codec = new NoticeCodec();
  private final KafkaProducer<byte[], byte[]> producer;
  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("notices").factory());

  NoticeSender(String bootstrap, String instance) {
    this.instance = instance;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                (int) TOLD_MAX.toMillis(),
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                5_000,
                ProducerConfig.LINGER_MS_CONFIG,
                0,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                500,
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                BUFFER_BYTES_MAX,
                ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                1_000,
                ProducerConfig.CLIENT_ID_CONFIG,
                "rollcall-notices"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /// Says "here" from now on, and never twice at once: several that gather while the broker is away
  /// would count as the silence of the others.
  void start() {
    var _ =
        thread.scheduleWithFixedDelay(
            guarded(this::sayHere), 0, HERE_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static Runnable guarded(Runnable task) {
    return BrokenProcess.guarding(log, "What the instances are told", task);
  }

  private void sayHere() {
    if (sayingHere.compareAndSet(false, true)) {
      put(new Notice.Here(instance), () -> sayingHere.set(false));
    }
  }

  void send(Notice notice) {
    if (thread.getQueue().size() >= WAITING_MAX) {
      log.warn("The other instances are not told of an answer: too much is to be said");
      return;
    }
    try {
      thread.execute(guarded(() -> put(notice, () -> {})));
    } catch (RejectedExecutionException _) {
      log.debug("Nothing is said any more");
    }
  }

  private void put(Notice notice, Runnable ended) {
    byte[] bytes = codec.encode(notice);
    try {
      var _ =
          producer.send(
              new ProducerRecord<>(Topics.UNDELIVERED, 0, null, bytes),
              (_, failure) -> {
                ended.run();
                said(notice, failure);
              });
    } catch (KafkaException e) {
      ended.run();
      said(notice, e);
    }
  }

  private static void said(Notice notice, @Nullable Exception failure) {
    if (failure != null && !(notice instanceof Notice.Here)) {
      log.warn("The other instances were not told of an answer: {}", failure.toString());
    }
  }

  /// Says that this instance ends, after what waits.
  @Override
  public void close() {
    send(new Notice.Left(instance));
    thread.shutdown();
    try {
      var _ = thread.awaitTermination(CLOSE_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    producer.close(CLOSE_MAX);
  }
}

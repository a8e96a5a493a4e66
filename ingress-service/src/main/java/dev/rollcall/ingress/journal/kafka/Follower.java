package dev.rollcall.ingress.journal.kafka;

import dev.rollcall.process.BrokenProcess;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows a log on a thread of its own until it is closed; after trouble with another consumer.
final class Follower implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Follower.class);
  private static final Duration POLL_MAX = Duration.ofMillis(500);
  private static final Duration CLOSE_MAX = Duration.ofSeconds(5);

  private final Reading reading;
  private final Duration pauseAfterTrouble;
  private final Thread thread;
  private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;
  private volatile boolean closed;

  /// What is followed. Called by the follower's thread alone.
  interface Reading {
    /// A consumer that has nothing assigned yet.
    KafkaConsumer<byte[], byte[]> open();

    /// Takes its place in the log.
    void begin(KafkaConsumer<byte[], byte[]> consumer);

    /// Takes what came within a moment, perhaps nothing.
    void take(ConsumerRecords<byte[], byte[]> records);

    /// Says what went wrong; throws it again where it is nothing that passes.
    void trouble(RuntimeException trouble);
  }

  Follower(String name, Reading reading, Duration pauseAfterTrouble) {
    this.reading = reading;
    this.pauseAfterTrouble = pauseAfterTrouble;
    this.thread =
        Thread.ofPlatform()
            .daemon()
            .name(name)
            .unstarted(BrokenProcess.guarding(log, name, this::run));
  }

  void start() {
    thread.start();
  }

  private void run() {
    while (!closed) {
      try (var opened = reading.open()) {
        consumer = opened;
        reading.begin(opened);
        while (!closed) {
          reading.take(opened.poll(POLL_MAX));
        }
      } catch (WakeupException _) {
        log.debug("Woken to end");
      } catch (RuntimeException e) {
        reading.trouble(e);
        pause();
      } finally {
        consumer = null;
      }
    }
  }

  private void pause() {
    try {
      Thread.sleep(pauseAfterTrouble);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      closed = true;
    }
  }

  @Override
  public void close() {
    closed = true;
    KafkaConsumer<byte[], byte[]> waiting = consumer;
    if (waiting != null) {
      waiting.wakeup();
    }
    try {
      thread.join(CLOSE_MAX);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}

package dev.rollcall.ingress.journal.kafka;

import dev.rollcall.ingress.topics.TopicState;
import dev.rollcall.ingress.topics.kafka.KafkaTopics;
import dev.rollcall.process.BrokenProcess;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at Kafka again and again: creates absent topics, verifies their settings, notices when the
/// log goes away and when it is back.
final class LogWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LogWatch.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final Duration CLOSE_MAX = Duration.ofSeconds(5);

  private final KafkaTopics topics;
  private final Runnable onFirstVerified;
  private final Thread thread;
  private volatile TopicState state = new TopicState.Unknown();
  private volatile boolean closed;

  /// Prepares the watch.
  ///
  /// @param onFirstVerified runs when the topics are known to be there; again where Kafka fails it
  LogWatch(KafkaTopics topics, Runnable onFirstVerified) {
    this.topics = topics;
    this.onFirstVerified = onFirstVerified;
    this.thread =
        Thread.ofPlatform()
            .daemon()
            .name("log-watch")
            .unstarted(BrokenProcess.guarding(log, "The watch over the log", this::run));
  }

  void start() {
    thread.start();
  }

  /// Says whether the log is there and as it must be.
  boolean isUsable() {
    return state instanceof TopicState.Verified;
  }

  /// One sentence where it is not.
  Optional<String> trouble() {
    return switch (state) {
      case TopicState.Verified _ -> Optional.empty();
      case TopicState.Unknown _ -> Optional.of("Kafka was not looked at yet");
      case TopicState.Unreachable(String reason) -> Optional.of(reason);
      case TopicState.Wrong(String fault) -> Optional.of(fault);
    };
  }

  private void run() {
    boolean started = false;
    while (!closed) {
      TopicState before = state;
      TopicState now = topics.check();
      if (now instanceof TopicState.Verified && !started) {
        now = begun(now);
        started = now instanceof TopicState.Verified;
      }
      state = now;
      report(before);
      pause();
    }
  }

  private TopicState begun(TopicState verified) {
    try {
      onFirstVerified.run();
      return verified;
    } catch (KafkaException e) {
      return new TopicState.Unreachable(
          "The requests log cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  private void report(TopicState before) {
    if (!before.equals(state)) {
      trouble()
          .ifPresentOrElse(
              sentence -> log.warn("Requests are refused for now: {}", sentence),
              () -> log.info("The log is there and its topics are as they must be"));
    }
  }

  private void pause() {
    try {
      Thread.sleep(INTERVAL);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      closed = true;
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(CLOSE_MAX);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    topics.close();
  }
}

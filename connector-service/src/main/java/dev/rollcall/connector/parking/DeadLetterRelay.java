package dev.rollcall.connector.parking;

import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.parking.DeadLetterTopic.TopicUnavailableException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Copies dead letters to their topic, in order, at least once: a letter is forgotten only when the
/// log has it.
final class DeadLetterRelay implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(DeadLetterRelay.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final int BATCH_MAX = 500;

  private final Database database;
  private final DeadLetters letters;
  private final DeadLetterTopic topic;
  private volatile boolean running;
  private boolean troubled;
  private @Nullable Thread thread;

  DeadLetterRelay(Database database, DeadLetters letters, DeadLetterTopic topic) {
    this.database = database;
    this.letters = letters;
    this.topic = topic;
  }

  @Override
  public void start() {
    running = true;
    thread = Thread.ofPlatform().daemon().name("dead-letters").start(this::run);
  }

  @Override
  public void stop() {
    running = false;
    Thread started = thread;
    if (started != null) {
      started.interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void run() {
    try {
      database.awaitMigrated();
      while (running) {
        if (relay() < BATCH_MAX) {
          Thread.sleep(LOOK);
        }
      }
    } catch (InterruptedException _) {
      running = false;
    }
  }

  private int relay() {
    try {
      List<DeadLetters.Waiting> waiting = letters.oldest(BATCH_MAX);
      if (!waiting.isEmpty()) {
        topic.publish(waiting);
        letters.forget(waiting);
      }
      troubled = false;
      return waiting.size();
    } catch (TopicUnavailableException | DeadLetters.UnavailableException e) {
      if (!troubled) {
        log.warn("Dead letters wait", e);
      }
      troubled = true;
      return 0;
    }
  }
}

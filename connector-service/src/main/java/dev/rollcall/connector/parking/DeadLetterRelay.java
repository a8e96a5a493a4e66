package dev.rollcall.connector.parking;

import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.parking.DeadLetterTopic.TopicUnavailableException;
import dev.rollcall.process.BrokenProcess;
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

  private final Gate migrated;
  private final DeadLetters letters;
  private final DeadLetterTopic topic;
  private final Duration look;
  private volatile boolean running;
  private boolean troubled;
  private @Nullable Thread thread;

  /// Lets through whoever waits once the tables are there.
  @FunctionalInterface
  interface Gate {
    void await() throws InterruptedException;
  }

  DeadLetterRelay(Database database, DeadLetters letters, DeadLetterTopic topic) {
    this(database::awaitMigrated, letters, topic, LOOK);
  }

  /// @param look how long it rests where nothing more waits
  DeadLetterRelay(Gate migrated, DeadLetters letters, DeadLetterTopic topic, Duration look) {
    this.migrated = migrated;
    this.letters = letters;
    this.topic = topic;
    this.look = look;
  }

  @Override
  public void start() {
    running = true;
    thread =
        Thread.ofPlatform()
            .daemon()
            .name("dead-letters")
            .start(BrokenProcess.guarding(log, "The relay of dead letters", this::run));
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
      migrated.await();
      while (running) {
        if (relay() < BATCH_MAX) {
          Thread.sleep(look);
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
      later("Dead letters wait", e);
    } catch (RuntimeException e) {
      // Whatever it is, letters go on once it is over: nobody would start this thread again.
      later("Dead letters wait because of a defect of ours", e);
    }
    return 0;
  }

  private void later(String said, RuntimeException e) {
    if (!troubled && running) {
      log.warn(said, e);
    }
    troubled = true;
  }
}

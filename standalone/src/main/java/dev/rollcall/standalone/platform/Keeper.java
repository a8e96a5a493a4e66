package dev.rollcall.standalone.platform;

import dev.rollcall.backing.BackingException;
import dev.rollcall.backing.kafka.EmbeddedKafka;
import dev.rollcall.backing.postgres.EmbeddedPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Starts parts again that ended by themselves: somebody killed them, or memory ran out. What ends
/// over and over stays down, so that whoever started the platform learns of it.
final class Keeper {
  /// So often in so long a time a part is started again.
  static final int TIMES_MAX = 5;

  static final Duration WITHIN = Duration.ofMinutes(10);

  private final List<Part> parts;
  private final Map<String, Deque<Instant>> begun = new HashMap<>();
  private final Object turn = new Object();

  /// Whoever starts a part at the moment. Guarded by `turn`, as the next one is: a start takes
  /// minutes at times, and who closes this meanwhile does not wait for it.
  private @Nullable Thread starting;

  private boolean closed;

  Keeper(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  /// Keeps all parts of a platform.
  static Keeper of(EmbeddedKafka kafka, EmbeddedPostgres postgres, Services services) {
    var parts = new ArrayList<Part>();
    parts.add(new Part("Kafka", kafka::isRunning, () -> kafka.running().obituary(), kafka::start));
    parts.add(
        new Part(
            "PostgreSQL",
            postgres::isRunning,
            () -> postgres.running().obituary(),
            postgres::start));
    parts.addAll(services.parts());
    return new Keeper(parts);
  }

  /// Starts again what does not run, and returns a paragraph on each.
  synchronized List<String> startAgain(Instant now) {
    var told = new ArrayList<String>();
    for (Part part : parts) {
      if (!isClosed() && !part.isRunning() && mayBegin(part, now)) {
        // How it ended is known no more when it runs again.
        String obituary = part.obituary().get();
        begin(part).ifPresent(it -> told.add(obituary + "\n  " + it));
      }
    }
    return told;
  }

  /// One paragraph on a part that does not run and has been started too often of late.
  synchronized Optional<String> givenUp(Instant now) {
    return parts.stream()
        .filter(part -> !part.isRunning() && lately(part, now).size() >= TIMES_MAX)
        .findFirst()
        .map(part -> part.obituary().get());
  }

  /// Nothing is started any more: all is about to be stopped. What is being started is interrupted,
  /// and left as it is when this returns.
  void close() {
    synchronized (turn) {
      closed = true;
      if (starting != null) {
        starting.interrupt();
      }
    }
    awaitStart();
  }

  /// A part that came up behind the back of whoever stops all of them would be left behind.
  private synchronized void awaitStart() {}

  private boolean isClosed() {
    synchronized (turn) {
      return closed;
    }
  }

  private boolean mayBegin(Part part, Instant now) {
    Deque<Instant> before = lately(part, now);
    if (before.size() >= TIMES_MAX) {
      return false;
    }
    before.addLast(now);
    return true;
  }

  private Deque<Instant> lately(Part part, Instant now) {
    Deque<Instant> times = begun.computeIfAbsent(part.name(), _ -> new ArrayDeque<>());
    times.removeIf(it -> !it.plus(WITHIN).isAfter(now));
    return times;
  }

  /// Returns how it went; nothing where it was given up because all is stopped.
  private Optional<String> begin(Part part) {
    if (!enter()) {
      return Optional.empty();
    }
    String told;
    try {
      part.start().run();
      told = part.name() + " was started again";
    } catch (BackingException e) {
      told = part.name() + " could not be started again: " + e.getMessage();
    } finally {
      leave();
    }
    return isClosed() ? Optional.empty() : Optional.of(told);
  }

  private boolean enter() {
    synchronized (turn) {
      starting = closed ? null : Thread.currentThread();
      return !closed;
    }
  }

  private void leave() {
    synchronized (turn) {
      starting = null;
      if (closed) {
        // It was meant for the start alone.
        Thread.interrupted();
      }
    }
  }
}

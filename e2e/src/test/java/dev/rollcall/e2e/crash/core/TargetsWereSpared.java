package dev.rollcall.e2e.crash.core;

import dev.rollcall.e2e.crash.core.Downstream.Arrival;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// 10: who asked for a pause by `Retry-After` had it. A connector that was killed or cut off when
/// it heard of the pause can tell no other.
final class TargetsWereSpared implements Invariant {
  private static final int NUMBER = 10;

  /// Calls may be under way when one of them is put off. Of two connectors the other one reads of
  /// the pause when it is stored, and believes for 250 ms what it has read; and a call that it
  /// began then may wait for a connection, and for a process that has just started, beside eight
  /// others, to get it out, for as long as the targets' time limit lets it: 2 s. Nobody looks
  /// between the two searches for an account, by its id and by its name: a slow first one brings
  /// the second one late.
  static final Duration UNDER_WAY = Duration.ofSeconds(3);

  @Override
  public List<Violation> check(Evidence evidence) {
    var found = new ArrayList<Violation>();
    Map<String, Arrival> pauses = new HashMap<>();
    for (Arrival arrival : evidence.downstream().arrivals()) {
      Arrival pause = pauses.get(arrival.target());
      if (pause != null) {
        Instant until = pause.at().plusSeconds(pause.retryAfterSeconds());
        if (arrival.at().isBefore(until)
            && arrival.at().isAfter(pause.at().plus(UNDER_WAY))
            && couldTell(evidence, pause.at(), arrival.at())) {
          found.add(
              new Violation(
                  NUMBER,
                  "%s asked for a pause of %d s and was called %d ms later, at %s%s"
                      .formatted(
                          arrival.target(),
                          pause.retryAfterSeconds(),
                          Duration.between(pause.at(), arrival.at()).toMillis(),
                          arrival.at(),
                          arrival.externalId().isEmpty() ? "" : ", for " + arrival.externalId())));
        }
      }
      if (arrival.retryAfterSeconds() > 0) {
        pauses.put(arrival.target(), arrival);
      }
    }
    return found;
  }

  private static boolean couldTell(Evidence evidence, Instant from, Instant to) {
    return evidence.operations().faults().stream()
        .noneMatch(it -> it.overlaps(from, to) && hindersConnectors(it.fault()));
  }

  private static boolean hindersConnectors(Fault fault) {
    return switch (fault.kind()) {
      case POSTGRES_STOP, POSTGRES_FREEZE -> true;
      case KILL, FREEZE, POSTGRES_CUT_TO, POSTGRES_CUT_FROM, DELAY ->
          fault.victim().startsWith("connector");
      case KAFKA_KILL,
          KAFKA_STOP,
          KAFKA_FREEZE,
          SESSIONS_END,
          KAFKA_CUT_TO,
          KAFKA_CUT_FROM,
          CLIENTS_CUT_TO,
          CLIENTS_CUT_FROM,
          SLICE,
          POISON ->
          false;
    };
  }
}

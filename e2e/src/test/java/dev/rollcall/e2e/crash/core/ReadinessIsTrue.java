package dev.rollcall.e2e.crash.core;

import dev.rollcall.e2e.crash.core.Logs.Asking;
import dev.rollcall.e2e.crash.core.Logs.Move;
import dev.rollcall.e2e.crash.core.Operations.Sample;
import dev.rollcall.e2e.crash.core.Operations.Span;
import dev.rollcall.e2e.crash.core.Operations.Struck;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// 13: no process says that it is ready while a server is away that it needs, and no decider does
/// while a request waits and its loop does not advance.
final class ReadinessIsTrue implements Invariant {
  private static final int NUMBER = 13;
  private static final String INGRESS = "ingress";
  private static final String PROJECTION = "projection";

  /// How long readiness may say that all is well when it is not: who looks every 2 s waits some
  /// seconds for an answer that does not come.
  static final Duration NOTICE_MAX = Duration.ofSeconds(8);

  /// How long a decider's loop may stand still before readiness says so (`Limits.claimHeldMax`, 10
  /// s), and who looks at it every 2 s.
  static final Duration STALL_MAX = Duration.ofSeconds(14);

  @Override
  public List<Violation> check(Evidence evidence) {
    var found = new ArrayList<String>();
    List<Sample> samples = evidence.operations().samples();
    for (Struck struck : evidence.operations().faults()) {
      for (Sample sample : samples) {
        if (isPutToTheTest(struck, sample) && sample.ready()) {
          found.add(
              "%s said that it was ready %d ms into: %s"
                  .formatted(
                      sample.process(),
                      Duration.between(struck.full().from(), sample.time().from()).toMillis(),
                      struck.fault()));
        }
      }
    }
    stalls(evidence.logs()).forEach(it -> heldAgainst(it, samples, found));
    return found.stream().map(it -> new Violation(NUMBER, it)).toList();
  }

  /// Says whether a process was asked when it had to say no.
  static boolean isPutToTheTest(Struck struck, Sample sample) {
    return isStranded(struck.fault(), sample.process())
        && sample.time().from().isAfter(struck.full().from().plus(NOTICE_MAX))
        // What is answered when the server is back may be true.
        && sample.time().to().isBefore(struck.full().to());
  }

  /// Whether a fault takes a server away that a process cannot work without. An ingress answers for
  /// PostgreSQL only by way of its projection, which has its own time to notice.
  private static boolean isStranded(Fault fault, String process) {
    return switch (fault.kind()) {
      case KAFKA_KILL, KAFKA_STOP, KAFKA_FREEZE -> true;
      case POSTGRES_STOP, POSTGRES_FREEZE -> !process.startsWith(INGRESS);
      case KAFKA_CUT_TO, KAFKA_CUT_FROM, POSTGRES_CUT_TO, POSTGRES_CUT_FROM ->
          process.equals(fault.victim());
      case KILL, FREEZE, SESSIONS_END, CLIENTS_CUT_TO, CLIENTS_CUT_FROM, DELAY, SLICE, POISON ->
          false;
    };
  }

  /// A time in which a partition had something to decide and nothing was.
  private record Stall(int partition, long offset, String owner, Span time) {}

  private static List<Stall> stalls(Logs logs) {
    Map<Integer, Map<Long, Instant>> appended = new HashMap<>();
    for (Asking each : logs.requests()) {
      appended
          .computeIfAbsent(each.partition(), _ -> new HashMap<>())
          .put(each.offset(), each.at());
    }
    var stalls = new ArrayList<Stall>();
    Map<Integer, Move> last = new HashMap<>();
    for (Move move : logs.moves()) {
      if (move.service().equals(PROJECTION)) {
        Move before = last.put(move.partition(), move);
        Instant waits =
            before == null
                ? null
                : appended.getOrDefault(move.partition(), Map.of()).get(before.to());
        // Between two owners nobody has the partition, and none of them is to blame.
        if (before != null && waits != null && before.mover().equals(move.mover())) {
          Instant from = waits.isAfter(before.at()) ? waits : before.at();
          stalls.add(
              new Stall(move.partition(), before.to(), before.mover(), new Span(from, move.at())));
        }
      }
    }
    return stalls;
  }

  private static void heldAgainst(Stall stall, List<Sample> samples, List<String> found) {
    if (stall.time().length().compareTo(STALL_MAX) <= 0) {
      return;
    }
    Instant readySince = null;
    for (Sample sample : samples) {
      if (!sample.process().equals(stall.owner()) || !stall.time().contains(sample.time())) {
        continue;
      }
      if (!sample.ready()) {
        readySince = null;
        continue;
      }
      if (readySince == null) {
        readySince = sample.time().from();
      }
      Duration said = Duration.between(readySince, sample.time().to());
      if (said.compareTo(STALL_MAX) > 0) {
        found.add(
            "%s said for %d ms that it was ready while offset %d of partition %d waited for it"
                .formatted(stall.owner(), said.toMillis(), stall.offset(), stall.partition()));
        return;
      }
    }
  }
}

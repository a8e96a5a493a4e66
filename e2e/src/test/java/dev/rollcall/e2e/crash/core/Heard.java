package dev.rollcall.e2e.crash.core;

import dev.rollcall.e2e.crash.core.Logs.Deciding;
import dev.rollcall.e2e.crash.core.Logs.Move;
import dev.rollcall.schemas.event.Decision;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// When the connectors heard of each decision: what a target is told comes of nothing else.
final class Heard {
  private static final String CONNECTOR = "connector";

  /// By partition and seq, where a decision lies on the decisions log first: copies come later.
  private final Map<Integer, Map<Long, Long>> places = new HashMap<>();

  /// By partition, when the position came to an offset first.
  private final Map<Integer, TreeMap<Long, Instant>> reached = new HashMap<>();

  private Heard() {}

  static Heard of(Logs logs) {
    var heard = new Heard();
    for (Deciding each : logs.decisions()) {
      heard
          .places
          .computeIfAbsent(each.partition(), _ -> new HashMap<>())
          .merge(each.decision().seq(), each.offset(), Math::min);
    }
    for (Move move : logs.moves()) {
      if (move.service().equals(CONNECTOR)) {
        heard
            .reached
            .computeIfAbsent(move.partition(), _ -> new TreeMap<>())
            .putIfAbsent(move.to(), move.at());
      }
    }
    return heard;
  }

  /// Returns a time that is not behind the first moment at which a connector could act on a
  /// decision; the end of time where it never heard of it.
  Instant at(Decision decision) {
    int partition = decision.source().partition();
    Long place = places.getOrDefault(partition, Map.of()).get(decision.seq());
    TreeMap<Long, Instant> its = reached.get(partition);
    var move = place == null || its == null ? null : its.higherEntry(place);
    return move == null ? Instant.MAX : move.getValue();
  }
}

package dev.rollcall.e2e.crash.core;

import dev.rollcall.e2e.crash.core.Logs.Move;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// 6 and 7: a position never goes back, and of a decider's it is moved by the last one alone that
/// claimed the partition.
final class PositionsAdvance implements Invariant {
  private static final int NUMBER = 6;

  @Override
  public List<Violation> check(Evidence evidence) {
    var found = new ArrayList<Violation>();
    Map<String, String> claimants = new HashMap<>();
    for (Move move : evidence.logs().moves()) {
      String place = "partition " + move.partition() + " of the " + move.service();
      if (move.to() < move.from()) {
        found.add(
            new Violation(
                NUMBER,
                "The position of %s went back from %d to %d, moved by %s"
                    .formatted(place, move.from(), move.to(), move.mover())));
      }
      if (move.claim()) {
        claimants.put(place, move.mover());
      } else if (move.service().equals("projection")
          && !move.mover().equals(claimants.getOrDefault(place, move.mover()))) {
        found.add(
            new Violation(
                NUMBER,
                "The position of %s was moved by %s while %s had claimed it"
                    .formatted(place, move.mover(), claimants.get(place))));
      }
    }
    return found;
  }
}

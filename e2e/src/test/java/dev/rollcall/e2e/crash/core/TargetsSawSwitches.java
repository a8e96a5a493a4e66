package dev.rollcall.e2e.crash.core;

import dev.rollcall.e2e.crash.core.Downstream.Arrival;
import dev.rollcall.e2e.crash.core.Switches.Turn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// 10: a target is told of every deactivation and of every reactivation, in order, whatever came
/// after it, each when it is known, and of none that was not decided.
///
/// What was over when the account was made there, it need not hear. It may nevertheless: where the
/// answer to the create was lost, nobody knows which came first. A switch that is told twice in a
/// row is a repeat.
final class TargetsSawSwitches implements Invariant {
  private static final int NUMBER = 10;

  @Override
  public List<Violation> check(Evidence evidence) {
    Map<String, Switches> decided = Switches.of(evidence.logs());
    Map<String, Map<String, List<Arrival>>> seen = new LinkedHashMap<>();
    for (Arrival arrival : evidence.downstream().arrivals()) {
      if (decided.containsKey(arrival.externalId())) {
        seen.computeIfAbsent(arrival.target(), _ -> new LinkedHashMap<>())
            .computeIfAbsent(arrival.externalId(), _ -> new ArrayList<>())
            .add(arrival);
      }
    }
    var found = new ArrayList<Violation>();
    seen.forEach((target, accounts) ->
        accounts.forEach((id, arrivals) ->
            Optional.ofNullable(decided.get(id))
                .flatMap(it -> wrong(arrivals, it))
                .ifPresent(it -> found.add(new Violation(NUMBER, target + " " + it)))));
    return found;
  }

  /// @param arrivals of one account, in order, of which the first made it
  private static Optional<String> wrong(List<Arrival> arrivals, Switches decided) {
    Arrival made = arrivals.getFirst();
    var told = new ArrayList<Turn>();
    arrivals.forEach(it -> Switches.note(told, new Turn(it.active(), it.at())));
    List<Turn> all = decided.turns();
    // Each is the other of the one before: to be the last ones of all is to be as many and to end
    // alike.
    int first = all.size() - told.size();
    if (first < 0 || all.getLast().active() != told.getLast().active()) {
      return Optional.of(
          "saw %s as active %s, decided was %s"
              .formatted(made.externalId(), words(told), words(all)));
    }
    Optional<Integer> over = decided.turnWhenMade(made.title(), made.active(), made.at());
    if (over.isEmpty()) {
      return Optional.of(
          "has made %s as '%s', active %s, which it was never known to be by then"
              .formatted(made.externalId(), made.title(), made.active()));
    }
    if (first > over.get()) {
      return Optional.of(
          ("was not told of every change of %s since it was made, at %s as '%s': it saw active %s,"
                  + " decided was %s since then")
              .formatted(
                  made.externalId(),
                  made.at(),
                  made.title(),
                  words(told),
                  words(all.subList(over.get(), all.size()))));
    }
    return early(made.externalId(), told, all.subList(first, all.size()));
  }

  /// What is told before anybody knows is a repeat of something older, and what it stands for was
  /// not told.
  private static Optional<String> early(String id, List<Turn> told, List<Turn> decided) {
    for (int i = 0; i < told.size(); i++) {
      Turn turn = told.get(i);
      if (turn.at().isBefore(decided.get(i).at())) {
        return Optional.of(
            "was told at %s that %s is active %s, which nobody knew before %s; it saw active %s"
                .formatted(turn.at(), id, turn.active(), decided.get(i).at(), words(told)));
      }
    }
    return Optional.empty();
  }

  private static List<Boolean> words(List<Turn> turns) {
    return turns.stream().map(Turn::active).toList();
  }
}

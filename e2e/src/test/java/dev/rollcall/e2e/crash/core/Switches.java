package dev.rollcall.e2e.crash.core;

import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How `active` of a user went, as it was decided.
final class Switches {
  private static final String USER = "User";

  private final List<State> states = new ArrayList<>();
  private final List<Turn> turns = new ArrayList<>();

  private Switches() {}

  /// A user as a decision made it.
  ///
  /// @param turn which of the turns it stands in
  /// @param heard when the connectors heard of it
  private record State(String title, boolean active, int turn, Instant heard) {}

  /// `active` became this, or was it at first.
  ///
  /// @param at when the connectors heard of it; at a target, when that was told
  record Turn(boolean active, Instant at) {}

  /// Those of each user.
  static Map<String, Switches> of(Logs logs) {
    var heard = Heard.of(logs);
    var users = new HashMap<String, Switches>();
    for (Decision decision : Timeline.of(logs).decisions()) {
      for (Fact fact : decision.facts()) {
        if (fact.resource().type().equals(USER)) {
          Switches its = users.computeIfAbsent(fact.resource().id().value(), _ -> new Switches());
          document(fact).ifPresent(it -> its.stand(it, heard.at(decision)));
        }
      }
    }
    return users;
  }

  /// Adds a turn where it is one.
  static void note(List<Turn> turns, Turn next) {
    if (turns.isEmpty() || turns.getLast().active() != next.active()) {
      turns.add(next);
    }
  }

  List<Turn> turns() {
    return turns;
  }

  /// Returns the last turn that may have been over when an account was made so at a time, or empty
  /// where nobody knew by then that it was to be so. Titles are not used again, and so a title is
  /// as good as the time to tell of when a state is.
  Optional<Integer> turnWhenMade(String title, boolean active, Instant at) {
    return states.stream()
        .filter(it -> it.title().equals(title) && it.active() == active)
        .filter(it -> !it.heard().isAfter(at))
        .reduce((_, later) -> later)
        .map(State::turn);
  }

  private void stand(JsonObject document, Instant heard) {
    boolean active = !JsonBoolean.FALSE.equals(document.get("active"));
    note(turns, new Turn(active, heard));
    states.add(new State(document.text("title").orElse(""), active, turns.size() - 1, heard));
  }

  private static Optional<JsonObject> document(Fact fact) {
    return switch (fact) {
      case Fact.ResourceCreated it -> Optional.of(it.document());
      case Fact.ResourceChanged it -> Optional.of(it.document());
      case Fact.ResourceDeactivated it -> Optional.of(it.document());
      case Fact.ResourceReactivated it -> Optional.of(it.document());
      case Fact.ResourceDeleted _, Fact.MembersAdded _, Fact.MembersRemoved _ -> Optional.empty();
    };
  }
}

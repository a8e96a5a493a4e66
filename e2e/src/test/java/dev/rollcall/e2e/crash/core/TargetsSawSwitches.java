package dev.rollcall.e2e.crash.core;

import dev.rollcall.e2e.crash.core.Downstream.Arrival;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// 10: a SCIM target is told of every deactivation and of every reactivation, in order, whatever
/// came after it, and of none that was not decided. What came before the account was made there, it
/// need not hear.
final class TargetsSawSwitches implements Invariant {
  private static final int NUMBER = 10;
  private static final String USER = "User";

  @Override
  public List<Violation> check(Evidence evidence) {
    Map<String, List<Boolean>> decided = decided(evidence.logs());
    Map<String, Map<String, List<Boolean>>> seen = new LinkedHashMap<>();
    for (Arrival arrival : evidence.downstream().arrivals()) {
      if (decided.containsKey(arrival.externalId())) {
        note(
            seen.computeIfAbsent(arrival.target(), _ -> new LinkedHashMap<>())
                .computeIfAbsent(arrival.externalId(), _ -> new ArrayList<>()),
            arrival.active());
      }
    }
    var found = new ArrayList<Violation>();
    seen.forEach((target, accounts) ->
        accounts.forEach((id, switches) -> {
          List<Boolean> all = decided.getOrDefault(id, List.of());
          if (!endsWith(all, switches)) {
            found.add(
                new Violation(
                    NUMBER,
                    "%s saw %s as active %s, decided was %s".formatted(target, id, switches, all)));
          }
        }));
    return found;
  }

  private static boolean endsWith(List<Boolean> all, List<Boolean> last) {
    return last.size() <= all.size()
        && all.subList(all.size() - last.size(), all.size()).equals(last);
  }

  /// How `active` of each user went.
  private static Map<String, List<Boolean>> decided(Logs logs) {
    var switches = new HashMap<String, List<Boolean>>();
    for (Decision decision : Timeline.of(logs).decisions()) {
      for (Fact fact : decision.facts()) {
        if (fact.resource().type().equals(USER)) {
          List<Boolean> its =
              switches.computeIfAbsent(fact.resource().id().value(), _ -> new ArrayList<>());
          switch (fact) {
            case Fact.ResourceCreated it -> note(its, isActive(it.document()));
            case Fact.ResourceChanged it -> note(its, isActive(it.document()));
            case Fact.ResourceDeactivated it -> note(its, isActive(it.document()));
            case Fact.ResourceReactivated it -> note(its, isActive(it.document()));
            case Fact.ResourceDeleted _, Fact.MembersAdded _, Fact.MembersRemoved _ -> {}
          }
        }
      }
    }
    return switches;
  }

  private static void note(List<Boolean> switches, boolean active) {
    if (switches.isEmpty() || switches.getLast() != active) {
      switches.add(active);
    }
  }

  private static boolean isActive(JsonObject document) {
    return !JsonBoolean.FALSE.equals(document.get("active"));
  }
}

package dev.rollcall.e2e.crash.core;

import dev.rollcall.e2e.crash.core.Downstream.Arrival;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.event.Fact.ResourceChanged;
import dev.rollcall.schemas.event.Fact.ResourceCreated;
import dev.rollcall.schemas.event.Fact.ResourceDeactivated;
import dev.rollcall.schemas.event.Fact.ResourceReactivated;
import dev.rollcall.schemas.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// 10: a SCIM target never goes back to an older title.
final class TargetsSawOrder implements Invariant {
  private static final int NUMBER = 10;

  @Override
  public List<Violation> check(Evidence evidence) {
    Map<String, Long> versionOfTitle = new HashMap<>();
    for (Decision decision : Timeline.of(evidence.logs()).decisions()) {
      for (Fact fact : decision.facts()) {
        // The first version with a title is the one that brought it: titles are not used again.
        document(fact)
            .flatMap(it -> it.text("title"))
            .ifPresent(title ->
                versionOfTitle.putIfAbsent(
                    key(fact.resource().id().value(), title), fact.version()));
      }
    }
    var found = new ArrayList<Violation>();
    Map<String, Long> last = new HashMap<>();
    for (Arrival arrival : evidence.downstream().arrivals()) {
      if (arrival.externalId().isEmpty() || arrival.title().isEmpty()) {
        continue;
      }
      String account = arrival.target() + " " + arrival.externalId();
      Long version = versionOfTitle.get(key(arrival.externalId(), arrival.title()));
      if (version == null) {
        found.add(
            new Violation(
                NUMBER, account + " got a title that nobody decided: " + arrival.title()));
      } else {
        long before = last.getOrDefault(account, 0L);
        if (version < before) {
          found.add(
              new Violation(
                  NUMBER, "%s got version %d after %d".formatted(account, version, before)));
        }
        last.put(account, version);
      }
    }
    return found;
  }

  private static String key(String id, String title) {
    return id + " " + title;
  }

  private static Optional<JsonObject> document(Fact fact) {
    return switch (fact) {
      case ResourceCreated it -> Optional.of(it.document());
      case ResourceChanged it -> Optional.of(it.document());
      case ResourceDeactivated it -> Optional.of(it.document());
      case ResourceReactivated it -> Optional.of(it.document());
      case Fact.ResourceDeleted _, Fact.MembersAdded _, Fact.MembersRemoved _ -> Optional.empty();
    };
  }
}

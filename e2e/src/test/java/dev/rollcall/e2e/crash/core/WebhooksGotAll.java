package dev.rollcall.e2e.crash.core;

import dev.rollcall.e2e.crash.core.Downstream.Event;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Fact;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// 10: a webhook got every fact of its tenant, in order per resource; a repeat has the same id.
/// Deactivations are facts, and so none is lost.
final class WebhooksGotAll implements Invariant {
  private static final int NUMBER = 10;

  @Override
  public List<Violation> check(Evidence evidence) {
    var found = new ArrayList<String>();
    evidence
        .downstream()
        .apps()
        .forEach((target, app) -> {
          if (app.webhook() && !app.hangs()) {
            compare(target, facts(evidence, app.tenant()), events(evidence, target), found);
          }
        });
    return found.stream().map(it -> new Violation(NUMBER, it)).toList();
  }

  private static void compare(
      String target,
      Map<String, List<String>> wanted,
      Map<String, List<String>> got,
      List<String> found) {
    wanted.forEach((resource, facts) -> {
      List<String> events = got.getOrDefault(resource, List.of());
      if (!facts.equals(events)) {
        found.add("%s got %s of %s, not %s".formatted(target, events, resource, facts));
      }
    });
    for (String resource : got.keySet()) {
      if (!wanted.containsKey(resource)) {
        found.add(target + " got events of " + resource + ", of which there are no facts");
      }
    }
  }

  private static Map<String, List<String>> facts(Evidence evidence, String tenant) {
    var facts = new LinkedHashMap<String, List<String>>();
    for (Decision decision : Timeline.of(evidence.logs()).decisions()) {
      if (decision.tenant().value().equals(tenant)) {
        for (Fact fact : decision.facts()) {
          facts
              .computeIfAbsent(fact.resource().id().value(), _ -> new ArrayList<>())
              .add(name(fact) + " " + fact.version());
        }
      }
    }
    return facts;
  }

  /// Each event once: a repeat of the one that was taken last is none.
  private static Map<String, List<String>> events(Evidence evidence, String target) {
    var events = new HashMap<String, List<String>>();
    Set<String> taken = new HashSet<>();
    for (Event event : evidence.downstream().events()) {
      if (event.target().equals(target) && taken.add(event.webhookId())) {
        events
            .computeIfAbsent(event.resource(), _ -> new ArrayList<>())
            .add(event.type().substring(event.type().indexOf('.') + 1) + " " + event.version());
      }
    }
    return events;
  }

  private static String name(Fact fact) {
    return switch (fact) {
      case Fact.ResourceCreated _ -> "created";
      case Fact.ResourceChanged _ -> "updated";
      case Fact.ResourceDeactivated _ -> "deactivated";
      case Fact.ResourceReactivated _ -> "reactivated";
      case Fact.ResourceDeleted _ -> "deleted";
      case Fact.MembersAdded _ -> "members_added";
      case Fact.MembersRemoved _ -> "members_removed";
    };
  }
}

package dev.rollcall.e2e.crash.core;

import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.event.Fact.MembersAdded;
import dev.rollcall.schemas.event.Fact.MembersRemoved;
import dev.rollcall.schemas.event.Fact.ResourceChanged;
import dev.rollcall.schemas.event.Fact.ResourceCreated;
import dev.rollcall.schemas.event.Fact.ResourceDeactivated;
import dev.rollcall.schemas.event.Fact.ResourceDeleted;
import dev.rollcall.schemas.event.Fact.ResourceReactivated;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.event.TakenKey;
import dev.rollcall.schemas.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// A second fold of the decisions, written apart from the platform's own.
final class Folded {
  private final Map<String, Held> resources = new TreeMap<>();
  private final Map<String, String> keys = new HashMap<>();
  private final List<String> clashes = new ArrayList<>();

  /// Applies the facts of a decision.
  void apply(Decision decision) {
    for (Fact fact : decision.facts()) {
      apply(decision, fact);
    }
  }

  Optional<Held> find(String id) {
    return Optional.ofNullable(resources.get(id));
  }

  Collection<Held> all() {
    return resources.values();
  }

  /// Keys that two resources had at a time.
  List<String> clashes() {
    return clashes;
  }

  private void apply(Decision decision, Fact fact) {
    switch (fact) {
      case ResourceCreated it -> stand(decision, it.resource(), it.version(), it.document());
      case ResourceChanged it -> stand(decision, it.resource(), it.version(), it.document());
      case ResourceDeactivated it -> stand(decision, it.resource(), it.version(), it.document());
      case ResourceReactivated it -> stand(decision, it.resource(), it.version(), it.document());
      case ResourceDeleted it -> gone(it.resource().id().value());
      case MembersAdded it -> {
        Set<String> now = members(it.resource());
        it.members().forEach(member -> now.add(member.id().value()));
        membersAre(it.resource(), it.version(), now);
      }
      case MembersRemoved it -> {
        Set<String> now = members(it.resource());
        it.members().forEach(member -> now.remove(member.value()));
        membersAre(it.resource(), it.version(), now);
      }
    }
    take(decision, fact);
  }

  private void stand(Decision decision, ResourceRef resource, long version, JsonObject document) {
    String id = resource.id().value();
    Held before = resources.get(id);
    resources.put(
        id,
        before == null
            ? new Held(decision.tenant().value(), id, resource.type(), version, document, Set.of())
            : before.with(version, document));
  }

  private void gone(String id) {
    resources.remove(id);
    keys.values().removeIf(id::equals);
  }

  private Set<String> members(ResourceRef group) {
    Held held = resources.get(group.id().value());
    return held == null ? new TreeSet<>() : new TreeSet<>(held.members());
  }

  private void membersAre(ResourceRef group, long version, Set<String> now) {
    resources.computeIfPresent(group.id().value(), (_, held) -> held.withMembers(version, now));
  }

  private void take(Decision decision, Fact fact) {
    String id = fact.resource().id().value();
    List<TakenKey> taken =
        switch (fact) {
          case ResourceCreated it -> it.keys();
          case ResourceChanged it -> it.keys();
          case ResourceDeactivated it -> it.keys();
          case ResourceReactivated it -> it.keys();
          case ResourceDeleted _, MembersAdded _, MembersRemoved _ -> List.of();
        };
    if (taken.isEmpty()) {
      return;
    }
    keys.values().removeIf(id::equals);
    for (TakenKey key : taken) {
      String place =
          String.join(
              "/", decision.tenant().value(), fact.resource().type(), key.attribute(), key.value());
      String other = keys.put(place, id);
      if (other != null) {
        clashes.add(
            "%s was taken by %s while %s had it (decision %d of partition %d)"
                .formatted(place, id, other, decision.seq(), decision.source().partition()));
      }
    }
  }
}

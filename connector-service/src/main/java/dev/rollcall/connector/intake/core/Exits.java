package dev.rollcall.connector.intake.core;

import dev.rollcall.connector.intake.core.FoldedBatch.Exit;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.event.Fact.MembersAdded;
import dev.rollcall.schemas.event.Fact.MembersRemoved;
import dev.rollcall.schemas.event.Fact.ResourceChanged;
import dev.rollcall.schemas.event.Fact.ResourceCreated;
import dev.rollcall.schemas.event.Fact.ResourceDeactivated;
import dev.rollcall.schemas.event.Fact.ResourceDeleted;
import dev.rollcall.schemas.event.Fact.ResourceReactivated;
import dev.rollcall.schemas.event.ResourceId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Finds requests by which several people may fall out of a target's scope at once: out of a group,
/// or by what they are. Who does is found out when the act is weighed.
final class Exits {
  private static final String USER = "User";
  private static final String GROUP = "Group";

  /// No group: the resource itself changed.
  private static final String ITSELF = "";

  /// All members, whoever they are.
  private static final String ALL = "";

  private Exits() {}

  static List<Exit> of(Decision decision) {
    var exits = new LinkedHashSet<Exit>();
    boolean wholeGroup = false;
    for (Fact fact : decision.facts()) {
      String id = fact.resource().id().value();
      switch (fact) {
        case ResourceChanged _, ResourceReactivated _ -> {
          if (fact.resource().type().equals(USER)) {
            exits.add(exit(decision, ITSELF, id));
          }
        }
        case MembersRemoved it -> {
          for (ResourceId member : it.members()) {
            exits.add(exit(decision, id, member.value()));
          }
        }
        case ResourceDeleted _ -> {
          if (fact.resource().type().equals(GROUP)) {
            exits.add(exit(decision, id, ALL));
            wholeGroup = true;
          }
        }
        case ResourceCreated _, ResourceDeactivated _, MembersAdded _ -> {}
      }
    }
    return wholeGroup || severalIn(exits) ? List.copyOf(exits) : List.of();
  }

  private static boolean severalIn(Set<Exit> exits) {
    return exits.stream().map(Exit::memberId).distinct().limit(2).count() > 1;
  }

  private static Exit exit(Decision decision, String group, String member) {
    return new Exit(decision.tenant().value(), decision.requestId().value(), group, member);
  }
}

package dev.rollcall.connector.intake.core;

import dev.rollcall.connector.intake.core.FoldedBatch.Burst;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.event.Fact.MembersAdded;
import dev.rollcall.schemas.event.Fact.MembersRemoved;
import dev.rollcall.schemas.event.Fact.ResourceChanged;
import dev.rollcall.schemas.event.Fact.ResourceCreated;
import dev.rollcall.schemas.event.Fact.ResourceDeactivated;
import dev.rollcall.schemas.event.Fact.ResourceDeleted;
import dev.rollcall.schemas.event.Fact.ResourceReactivated;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/// Finds requests by which several people leave at once.
final class Bursts {
  private static final String USER = "User";

  private Bursts() {}

  /// Whoever is back by the same request did not leave by it.
  static Optional<Burst> of(Decision decision) {
    var leavers = new LinkedHashSet<String>();
    for (Fact fact : decision.facts()) {
      if (fact.resource().type().equals(USER)) {
        String id = fact.resource().id().value();
        switch (fact) {
          case ResourceDeactivated _, ResourceDeleted _ -> leavers.add(id);
          case ResourceReactivated _, ResourceCreated _ -> leavers.remove(id);
          case ResourceChanged _, MembersAdded _, MembersRemoved _ -> {}
        }
      }
    }
    return leavers.size() > 1
        ? Optional.of(
            new Burst(
                decision.tenant().value(), decision.requestId().value(), List.copyOf(leavers)))
        : Optional.empty();
  }
}

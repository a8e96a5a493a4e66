package dev.rollcall.projection.decide.core;

import dev.rollcall.projection.decide.core.ResourceState.Absent;
import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.event.Fact.MembersAdded;
import dev.rollcall.schemas.event.Fact.MembersRemoved;
import dev.rollcall.schemas.event.Fact.ResourceChanged;
import dev.rollcall.schemas.event.Fact.ResourceCreated;
import dev.rollcall.schemas.event.Fact.ResourceDeactivated;
import dev.rollcall.schemas.event.Fact.ResourceDeleted;
import dev.rollcall.schemas.event.Fact.ResourceReactivated;

/// A resource's state and a fact about it give its next state. There are no rules here.
public final class Evolution {
  private Evolution() {}

  /// Returns the state after the fact.
  public static ResourceState evolve(ResourceState state, Fact fact) {
    return switch (fact) {
      case ResourceCreated it -> ResourceState.of(it.resource(), it.version(), it.document());
      case ResourceChanged it -> ResourceState.of(it.resource(), it.version(), it.document());
      case ResourceDeactivated it -> ResourceState.of(it.resource(), it.version(), it.document());
      case ResourceReactivated it -> ResourceState.of(it.resource(), it.version(), it.document());
      case ResourceDeleted _ -> Absent.ABSENT;
      case MembersAdded it -> stepped(state, it);
      case MembersRemoved it -> stepped(state, it);
    };
  }

  private static ResourceState stepped(ResourceState state, Fact fact) {
    return switch (state) {
      case ResourceState.Active it ->
          new ResourceState.Active(it.ref(), fact.version(), it.document());
      case ResourceState.Deactivated it ->
          new ResourceState.Deactivated(it.ref(), fact.version(), it.document());
      case Absent absent -> absent;
    };
  }
}

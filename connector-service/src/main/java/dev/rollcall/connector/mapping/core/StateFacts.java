package dev.rollcall.connector.mapping.core;

import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.event.Fact.MembersAdded;
import dev.rollcall.schemas.event.Fact.MembersRemoved;
import dev.rollcall.schemas.event.Fact.ResourceChanged;
import dev.rollcall.schemas.event.Fact.ResourceCreated;
import dev.rollcall.schemas.event.Fact.ResourceDeactivated;
import dev.rollcall.schemas.event.Fact.ResourceDeleted;
import dev.rollcall.schemas.event.Fact.ResourceReactivated;
import dev.rollcall.schemas.json.JsonObject;

/// Facts that say how a resource is.
final class StateFacts {
  private StateFacts() {}

  /// Returns the fact with another document; as it is where it has none.
  static Fact with(Fact fact, JsonObject document) {
    return switch (fact) {
      case ResourceCreated it ->
          new ResourceCreated(it.resource(), it.version(), document, it.keys());
      case ResourceChanged it ->
          new ResourceChanged(it.resource(), it.version(), document, it.keys());
      case ResourceDeactivated it ->
          new ResourceDeactivated(it.resource(), it.version(), document, it.keys());
      case ResourceReactivated it ->
          new ResourceReactivated(it.resource(), it.version(), document, it.keys());
      case ResourceDeleted _, MembersAdded _, MembersRemoved _ -> fact;
    };
  }

  /// Says whether a fact tells all that there is to say of the resource, members aside.
  static boolean isState(Fact fact) {
    return switch (fact) {
      case ResourceCreated _,
          ResourceChanged _,
          ResourceDeactivated _,
          ResourceReactivated _,
          ResourceDeleted _ ->
          true;
      case MembersAdded _, MembersRemoved _ -> false;
    };
  }
}

package dev.rollcall.connector.mapping.core;

import dev.rollcall.connector.delivery.core.Event;
import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.event.ResourceRef;
import java.time.Instant;
import java.util.List;

/// What a receiver of events is to be told of in one turn.
///
/// @param seq what an event that stands for no fact is behind
/// @param since when that happened
/// @param events the facts that wait, in order
/// @param more whether there are further ones
public record Occasion(
    ResourceRef resource, long seq, Instant since, List<Event> events, boolean more) {
  public Occasion {
    events = List.copyOf(events);
  }

  /// Says whether a later fact tells all that the one at this place would.
  boolean isFollowed(int index) {
    return events.subList(index + 1, events.size()).stream()
            .anyMatch(event -> StateFacts.isState(event.fact()))
        || (more && !resource.type().equals("Group"));
  }

  /// An event that stands for no fact: nothing waits for it in a table.
  Event ofItsOwn(String id, Fact fact) {
    return new Event(id, seq, Event.OF_NO_FACT, since, null, fact, null);
  }
}

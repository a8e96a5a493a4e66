package dev.rollcall.connector.delivery;

import dev.rollcall.connector.delivery.core.Event;
import dev.rollcall.connector.delivery.core.Material;
import java.util.List;

/// What a worker needs to know of a key that it took.
public sealed interface Load {

  /// The target is kept in step by differences.
  record Differences(Material material) implements Load {}

  /// The target gets every fact.
  ///
  /// @param more whether there are further events behind these
  record Events(List<Event> events, boolean more) implements Load {
    public Events {
      events = List.copyOf(events);
    }
  }
}

package dev.rollcall.connector.delivery;

import dev.rollcall.connector.mapping.core.Passage;
import java.util.List;

/// What a worker tells a receiver of events in one turn of a key, in order.
///
/// @param more whether there is more behind it
record Course(List<Passage> passages, boolean more) {
  Course {
    passages = List.copyOf(passages);
  }

  /// Every fact as it is.
  static Course plain(Load.Events load) {
    return new Course(load.events().stream().map(Passage::plain).toList(), load.more());
  }
}

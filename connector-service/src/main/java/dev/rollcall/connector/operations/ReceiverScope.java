package dev.rollcall.connector.operations;

import dev.rollcall.connector.delivery.LaneView.KeyLook;
import dev.rollcall.connector.mapping.core.Shaping;
import dev.rollcall.connector.operations.core.Standing.Scoped;

/// Whether a resource belongs at a receiver of events, as far as the receiver was told.
final class ReceiverScope {
  private ReceiverScope() {}

  static Scoped of(KeyLook key, Shaping shaping) {
    if (shaping.scope().isEverything()) {
      return new Scoped(true, true, "it gets every event");
    }
    return key.inScope()
        ? new Scoped(true, true, "it was in scope when the app was told of it last")
        : new Scoped(true, false, "it was out of scope when that was looked at last");
  }
}

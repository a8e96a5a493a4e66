package dev.rollcall.connector.feed.core;

import dev.rollcall.connector.feed.core.Place.Behind;
import dev.rollcall.connector.feed.core.Place.Within;

/// What an acknowledgement does. It never goes back by itself: one that comes late, or twice,
/// changes nothing. Only who seeks goes back.
public sealed interface Acknowledgement {

  /// From now on this is acknowledged.
  record To(long position) implements Acknowledgement {}

  /// What is acknowledged stays as it is.
  record Same() implements Acknowledgement {}

  /// It goes back to before what is kept.
  record Gone() implements Acknowledgement {}

  /// No such place was ever given out, or none that can be acknowledged.
  record Unknown() implements Acknowledgement {}

  /// Returns what an acknowledgement of a place does. What was read of the present state is
  /// acknowledged by the first place behind it.
  static Acknowledgement of(Extent extent, Place place) {
    return switch (place) {
      case Behind(var position) when position > extent.head() -> new Unknown();
      case Behind(var position) when position > extent.acknowledged() -> new To(position);
      case Behind _ -> new Same();
      case Within(var start, _, _, _) -> start > extent.head() ? new Unknown() : new Same();
    };
  }

  /// Returns what it does to go to a place, back or onward.
  static Acknowledgement seek(Extent extent, Place place) {
    return switch (place) {
      case Behind(var position) when position > extent.head() -> new Unknown();
      case Behind(var position) when position < extent.pruned() -> new Gone();
      case Behind(var position) -> new To(position);
      case Within _ -> new Unknown();
    };
  }
}

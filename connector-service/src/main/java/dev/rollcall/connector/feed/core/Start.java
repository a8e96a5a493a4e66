package dev.rollcall.connector.feed.core;

import dev.rollcall.connector.feed.core.Place.Behind;
import dev.rollcall.connector.feed.core.Place.Stage;
import dev.rollcall.connector.feed.core.Place.Within;
import org.jspecify.annotations.Nullable;

/// Where a reader begins.
public sealed interface Start {

  /// Here.
  record At(Place place) implements Start {}

  /// Nowhere: what followed is kept no more.
  record Gone() implements Start {}

  /// Nowhere: no such place was ever given out.
  record Unknown() implements Start {}

  /// Returns where whoever shows a cursor begins.
  ///
  /// @param place what the cursor says, or null without one: behind what was acknowledged
  static Start at(Extent extent, @Nullable Place place) {
    return switch (place) {
      case null -> new At(new Behind(extent.acknowledged()));
      case Behind(var position) -> judged(extent, position, place);
      case Within(var start, _, _, _) -> judged(extent, start, place);
    };
  }

  /// The beginning of the present state.
  static Start atPresent(Extent extent) {
    return new At(Within.beginning(extent.head(), Stage.USERS));
  }

  private static Start judged(Extent extent, long position, Place place) {
    if (position > extent.head()) {
      return new Unknown();
    }
    return position < extent.pruned() ? new Gone() : new At(place);
  }
}

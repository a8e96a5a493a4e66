package dev.rollcall.connector.feed;

import dev.rollcall.connector.feed.core.Place;
import java.util.List;

/// What a consumer gets at once.
///
/// @param next where the next page begins
/// @param caughtUp whether there was nothing behind it
public record Page(List<Entry> entries, Place next, boolean caughtUp) {
  public Page {
    entries = List.copyOf(entries);
  }
}

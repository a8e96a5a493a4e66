package dev.rollcall.connector.delivery.core;

import dev.rollcall.schemas.event.Fact;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One fact on its way to a target that gets every fact.
///
/// @param id stays the same over all attempts; has no dot
/// @param replayId the replay that sends it again, or null
/// @param requestId the request behind it, or null for a fact of the first fill
public record Event(
    String id,
    long seq,
    int ordinal,
    Instant recordedAt,
    @Nullable String requestId,
    Fact fact,
    @Nullable String replayId) {
  /// The ordinal of an event that stands for no fact.
  public static final int OF_NO_FACT = Integer.MIN_VALUE;

  /// Says whether nothing waits for it in a table.
  public boolean standsForNoFact() {
    return ordinal == OF_NO_FACT;
  }

  /// The same under another id.
  public Event named(String another) {
    return new Event(another, seq, ordinal, recordedAt, requestId, fact, replayId);
  }

  /// The same with something else to tell.
  public Event telling(Fact another) {
    return new Event(id, seq, ordinal, recordedAt, requestId, another, replayId);
  }
}

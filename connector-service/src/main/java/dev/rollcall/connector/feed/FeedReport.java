package dev.rollcall.connector.feed;

import dev.rollcall.connector.feed.FeedProgress.Lag;
import dev.rollcall.schemas.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// What operators see of a feed.
public final class FeedReport {
  private final FeedProgress progress;
  private final Clock clock;

  FeedReport(FeedProgress progress, Clock clock) {
    this.progress = progress;
    this.clock = clock;
  }

  /// Returns a member `feed` for the status of a target; nothing for a target without one.
  ///
  /// @param lane of the target
  public Mono<JsonObject> of(String tenant, String lane) {
    return progress
        .lag(tenant, lane)
        .map(lag -> JsonObject.of("feed", print(lag)))
        .defaultIfEmpty(JsonObject.EMPTY);
  }

  private JsonObject print(Lag lag) {
    return JsonObject.builder()
        .put("unacknowledged", lag.extent().unacknowledged())
        .putIfPresent("oldestUnacknowledgedAt", text(lag.oldestAt()))
        .put("oldestUnacknowledgedSeconds", lag.age(clock.instant()).toSeconds())
        .putIfPresent("acknowledgedAt", text(lag.acknowledgedAt()))
        .put("kept", lag.extent().kept())
        // Positions begin at the time when the feed was made: this one counts nothing.
        .put("lastPosition", lag.extent().head())
        .build();
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }
}

package dev.rollcall.connector.leavers;

import dev.rollcall.connector.leavers.core.Spread;
import dev.rollcall.schemas.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Port to who may no longer be in.
public interface Leavers {

  /// Who is asked for.
  ///
  /// @param targetId of the target with this lane, or of all where empty
  /// @param overdue whether only those who are still in for longer than the alarm allows
  /// @param stillIn whether only those who are still in
  /// @param base what stands before `/requests/{id}` in links
  record Question(
      String tenant, String targetId, boolean overdue, boolean stillIn, int limit, String base) {}

  /// Returns leavers: those who are in longest first, then those who were out last.
  Flux<JsonObject> list(Question question);

  /// Returns how quickly leavers were out, of each target that had any.
  ///
  /// @param tenant whose, or null for all
  /// @param window who left within this time
  Flux<Spread> spreads(@Nullable String tenant, Duration window);

  /// Returns who is overdue and was not told of yet, and notes that they are told of now: by one of
  /// all connectors.
  Mono<List<Overdue>> alarm();

  /// Returns how many leavers are overdue, of each target that has a lane.
  Flux<Late> late();

  /// Forgets who has been out for long.
  Mono<Void> forget();

  /// Somebody who is still in.
  ///
  /// @param again whether they were out before
  /// @param since for how long, or how long ago they were seen to be in again
  record Overdue(String targetId, String resourceId, boolean again, Duration since) {}

  /// How many are still in who should be out by now.
  record Late(String targetId, long number) {}
}

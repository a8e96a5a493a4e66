package dev.rollcall.connector.replay;

import dev.rollcall.connector.replay.core.Order;
import dev.rollcall.schemas.json.JsonObject;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Port to replays, for whoever asks for them.
public interface Replays {

  /// Where a replay is.
  record Place(String tenant, String targetId, String replayId) {}

  /// What came of an order.
  sealed interface Begun {
    /// It runs.
    record Running(String replayId) implements Begun {}

    /// There is no such target.
    record NoTarget() implements Begun {}

    /// Another one is under way at this target.
    record Busy(String replayId) implements Begun {}
  }

  /// What is done with a replay that is under way.
  enum Change {
    PAUSE,
    RESUME,
    CANCEL
  }

  /// Begins a replay.
  ///
  /// @param by who asks, or null where that is not known
  Mono<Begun> begin(String tenant, String targetId, Order order, @Nullable String by);

  /// Says how far a replay is; empty where there is none.
  Mono<JsonObject> one(Place place);

  /// Lists the replays of a target, the latest first.
  Flux<JsonObject> list(String tenant, String targetId);

  /// Changes a replay that is under way. Whatever was let go already is delivered.
  ///
  /// @return false where it is not under way, or is in that state already
  Mono<Boolean> change(Place place, Change change);
}

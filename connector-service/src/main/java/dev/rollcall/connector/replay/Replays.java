package dev.rollcall.connector.replay;

import dev.rollcall.connector.delivery.LanePages;
import dev.rollcall.connector.replay.core.From;
import dev.rollcall.connector.replay.core.Order;
import dev.rollcall.schemas.json.JsonObject;
import java.util.List;
import java.util.Locale;
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
    CANCEL;

    /// The state that it leads to.
    public String to() {
      return switch (this) {
        case PAUSE -> "paused";
        case RESUME -> "running";
        case CANCEL -> "cancelled";
      };
    }

    /// The states in which it can be made.
    public List<String> from() {
      return switch (this) {
        case PAUSE -> List.of("running");
        case RESUME -> List.of("paused");
        case CANCEL -> List.of("beginning", "running", "paused");
      };
    }

    /// The word for it.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// The kind of act, as it is recorded.
    public String act() {
      return "replay." + word();
    }
  }

  /// An order as it was recorded.
  ///
  /// @param replayId what the replay is called: as the act that asks for it
  /// @param by who asks, empty where that is not known
  /// @param requestId of the request that recorded it
  record Ordered(
      String replayId, String tenant, String targetId, Order order, String by, String requestId) {}

  /// Begins a replay, in a transaction that is open or in one of its own. Whom it concerns is found
  /// out behind it, a page at a time.
  Mono<Begun> begin(Ordered ordered);

  /// Which of a target's keys are asked for.
  ///
  /// @param after the last resource that was seen, or an empty text
  record Part(String targetId, From from, String after, int limit) {}

  /// Loads a page of the keys that a replay would concern, in the order of their resources; those
  /// that are under way are among them. The last page is empty.
  Mono<List<LanePages.Key>> concerned(Part part);

  /// Says why a replay cannot begin now; empty where it can.
  Mono<Begun> obstacle(String tenant, String targetId);

  /// Says how far a replay is, also where nobody has begun it yet or it was refused; empty where
  /// there is none.
  Mono<JsonObject> one(Place place);

  /// Lists the replays of a target, the latest first.
  Flux<JsonObject> list(String tenant, String targetId);

  /// Changes a replay that is under way. Whatever was let go already is delivered.
  ///
  /// @return false where it is not under way, or is in that state already
  Mono<Boolean> change(Place place, Change change);
}

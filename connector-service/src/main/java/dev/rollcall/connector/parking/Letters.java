package dev.rollcall.connector.parking;

import dev.rollcall.connector.parking.core.Act;
import dev.rollcall.connector.parking.core.LetterFilter;
import dev.rollcall.schemas.json.JsonObject;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Port to the parked keys of a target, as administrators see them.
public interface Letters {

  /// A target of a tenant, and where links of an answer begin.
  ///
  /// @param targetId its lane
  /// @param base what stands before `/requests/{id}`
  record Place(String tenant, String targetId, String base) {}

  /// Which letters are asked for.
  ///
  /// @param cursor where the last page ended, or null for the first one
  record Question(LetterFilter filter, int limit, @Nullable String cursor) {}

  /// The cursor is not one of ours.
  final class UnknownCursorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnknownCursorException() {
      super("The cursor is not one of ours");
    }
  }

  /// Returns a page, those that were parked last first, with the number of all that the filter
  /// finds, and how many there are of each class. Whoever stays parked is on exactly one page, and
  /// nobody is on two.
  ///
  /// @throws UnknownCursorException as a signal
  Mono<JsonObject> page(Place place, Question question);

  /// Returns what an act on these would concern: how many, of which classes, and a sample.
  Mono<JsonObject> dryRun(Place place, Act.OnKeys act);

  /// Says whether the tenant has such a target.
  Mono<Boolean> hasTarget(Place place);
}

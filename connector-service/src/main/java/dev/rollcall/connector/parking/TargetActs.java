package dev.rollcall.connector.parking;

import dev.rollcall.connector.parking.Letters.Place;
import dev.rollcall.connector.parking.core.Act;
import dev.rollcall.schemas.json.JsonObject;
import reactor.core.publisher.Mono;

/// Port to acts on a target as a whole, for whoever carries acts out.
public interface TargetActs {

  /// An act as the log has it.
  ///
  /// @param requestId of the request that it came with
  record Order(String actId, String tenant, String targetId, String requestId, Act.OnTarget act) {}

  /// What came of it.
  sealed interface Outcome {
    /// It is done, or on its way.
    ///
    /// @param number of what it concerns
    record Done(long number) implements Outcome {}

    /// It makes no sense, and nothing was changed.
    record Refused(String why) implements Outcome {}
  }

  /// Carries an act out, in the transaction that is open.
  Mono<Outcome> carryOut(Order order);

  /// Says what an act would do, or why it makes no sense; empty where what it is about is not
  /// there.
  Mono<JsonObject> dryRun(Place place, Act.OnTarget act);

  /// An act that makes no sense, as a signal of [#dryRun].
  final class NoSenseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NoSenseException(String why) {
      super(why);
    }
  }
}

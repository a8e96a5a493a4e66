package dev.rollcall.schemas.event;

import dev.rollcall.schemas.event.Command.Bulk;
import java.util.Optional;

/// Which part of a bulk request a decision is about.
///
/// @param first the request id of the first part
/// @param number of this part, from 1
/// @param of how many parts there are, if none of them is the last one because of `failOnErrors`
/// @param from the place of its first operation in the whole request, from 0
/// @param operations how many it has
/// @param last whether no part follows
public record DecidedPart(
    RequestId first, int number, int of, int from, int operations, boolean last) {

  /// The part that a command is, with what its outcome means for the parts behind it; empty where
  /// it is none.
  public static Optional<DecidedPart> of(Command command, Outcome outcome) {
    return command instanceof Bulk bulk ? of(bulk, outcome) : Optional.empty();
  }

  private static Optional<DecidedPart> of(Bulk bulk, Outcome outcome) {
    BulkPart part = bulk.part();
    if (part == null) {
      return Optional.empty();
    }
    int operations = bulk.operations().size();
    int refused = part.refusedBefore() + refused(outcome, operations);
    boolean stops = bulk.failOnErrors() > 0 && refused >= bulk.failOnErrors();
    return Optional.of(
        new DecidedPart(
            part.first(),
            part.number(),
            part.of(),
            part.from(),
            operations,
            stops || part.number() == part.of() || outcome instanceof Outcome.Refused));
  }

  /// How many operations of a part were refused. Where nothing of it could be decided, all were.
  ///
  /// @param operations how many it has
  public static int refused(Outcome outcome, int operations) {
    return switch (outcome) {
      case Outcome.Performed it ->
          Math.toIntExact(
              it.operations().stream()
                  .filter(each -> each.outcome() instanceof Outcome.Refused)
                  .count());
      case Outcome.Accepted _, Outcome.Refused _, Outcome.Quarantined _ -> operations;
    };
  }
}

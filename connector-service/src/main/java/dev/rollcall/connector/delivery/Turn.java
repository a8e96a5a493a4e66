package dev.rollcall.connector.delivery;

import dev.rollcall.connector.delivery.Ending.Applied;
import dev.rollcall.connector.delivery.Ending.Held;
import dev.rollcall.connector.delivery.Ending.Kept;
import dev.rollcall.connector.delivery.Ending.Waiting;
import dev.rollcall.connector.delivery.core.Effect;
import dev.rollcall.connector.delivery.core.Effect.LeaverBack;
import dev.rollcall.connector.delivery.core.Effect.LeaverNoted;
import dev.rollcall.connector.delivery.core.Effect.LinkConfirmed;
import dev.rollcall.connector.delivery.core.Effect.LinkDropped;
import dev.rollcall.connector.delivery.core.Effect.LinkEstablished;
import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.Gate;
import dev.rollcall.connector.delivery.core.Gate.Standing;
import dev.rollcall.connector.delivery.core.Judgement.Past;
import dev.rollcall.connector.delivery.core.StateWork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A worker's time with one key.
///
/// @param flaw why the key is parked when all else is done, or null
/// @param parting what is stored when the key is left in order
/// @param gate what may not be taken away now
/// @param steps how many actions this turn has made
/// @param progressed whether the target did something that was asked
/// @param woke whether other keys became due by it
/// @param heardNanos when PostgreSQL last said whether the target wants calls
/// @param unstored what was seen of the target and is stored together with what is done next
record Turn(
    Claim claim,
    @Nullable Failure flaw,
    List<Effect> parting,
    Gate gate,
    int steps,
    boolean progressed,
    boolean woke,
    long heardNanos,
    List<Effect> unstored) {
  /// With a key that was just taken.
  static Turn begun(Claim claim, @Nullable Failure flaw, List<Effect> parting, Gate gate) {
    return new Turn(claim, flaw, parting, gate, 0, false, false, System.nanoTime(), List.of());
  }

  /// With a key that gets every fact.
  static Turn strict(Claim claim) {
    return begun(claim, null, List.of(), new Gate(null, Standing.ACTIVE));
  }

  /// The same, where PostgreSQL spoke before the key was begun.
  Turn heardAt(long nanos) {
    return new Turn(claim, flaw, parting, gate, steps, progressed, woke, nanos, unstored);
  }

  /// Behind one more action.
  Turn onward(boolean nowWoke) {
    return new Turn(
        claim,
        flaw,
        parting,
        gate,
        steps + 1,
        progressed,
        woke || nowWoke,
        System.nanoTime(),
        unstored);
  }

  /// Says whether what was seen may be stored with what comes next: only while the lease is young,
  /// and where nobody waits to hear that the target is well.
  boolean mayStoreLater(List<Effect> seen, Duration young) {
    return !claim.laneTroubled()
        && System.nanoTime() - heardNanos <= young.toNanos()
        && !seen.isEmpty()
        && seen.stream().allMatch(LinkConfirmed.class::isInstance);
  }

  /// Behind a look at the target, of which nothing is stored yet.
  Turn looked(List<Effect> seen) {
    return new Turn(claim, flaw, parting, gate, steps + 1, progressed, woke, heardNanos, seen);
  }

  /// The same, where it is stored, and so it is known by now whether others became due.
  Turn thatWoke(boolean nowWoke) {
    return new Turn(
        claim, flaw, parting, gate, steps, progressed, nowWoke, System.nanoTime(), List.of());
  }

  /// The target did something that was asked. To be shown something is no progress: whoever reads
  /// well and fails at each change would try for ever, and as often as if it had never failed.
  Turn progressing() {
    return new Turn(claim, flaw, parting, gate, steps, true, woke, heardNanos, unstored);
  }

  /// Progress within the turn ends a run of failures.
  Past past() {
    return progressed ? new Past(0, null) : claim.past();
  }

  /// What is stored when the key is left: what was done, and what that makes true. Nothing is true
  /// yet of what is held back.
  List<Effect> leaving(List<Effect> effects, StateWork work, Ending ending) {
    if (ending instanceof Held || ending instanceof Kept) {
      return effects;
    }
    var all = new ArrayList<Effect>(work.doneAfter(effects));
    if (ending instanceof Applied || ending instanceof Waiting) {
      all.addAll(parting);
    }
    return all;
  }

  /// What is stored, with what was seen before. What is known of the link by now takes the place of
  /// that.
  List<Effect> withUnstored(List<Effect> effects) {
    if (unstored.isEmpty() || effects.stream().anyMatch(Turn::isOfLink)) {
      return effects;
    }
    var all = new ArrayList<Effect>(unstored);
    all.addAll(effects);
    return all;
  }

  private static boolean isOfLink(Effect effect) {
    return effect instanceof LinkConfirmed
        || effect instanceof LinkEstablished
        || effect instanceof LinkDropped;
  }

  /// Whoever fell out of scope is a leaver from the first attempt on, and whoever is back in it is
  /// none any more, whatever comes of the attempt.
  List<Effect> noted(List<Effect> effects) {
    var all =
        new ArrayList<Effect>(
            parting.stream()
                .filter(effect -> effect instanceof LeaverNoted || effect instanceof LeaverBack)
                .toList());
    all.addAll(effects);
    return all;
  }
}

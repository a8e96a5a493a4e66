package dev.rollcall.connector.operations.core;

import dev.rollcall.connector.delivery.core.Hold;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Everything about one resource at one target that a person may want to know, and what it comes
/// to.
///
/// @param noun what the resource is called, such as `person`
/// @param keyState of the lane key, as it is stored
/// @param scope whether it belongs there, and by which rule
/// @param account what the target has of it
/// @param differences how many fields differ
/// @param waits what waits besides
/// @param hold the act that may take nothing away from it now, or null
/// @param trouble the last failure, or null
/// @param holdUps what holds up the whole target, in sentences
/// @param times when things happened and will
public record Standing(
    String noun,
    String keyState,
    Scoped scope,
    Account account,
    int differences,
    Waits waits,
    @Nullable Hold hold,
    @Nullable Trouble trouble,
    List<String> holdUps,
    Times times) {

  public Standing {
    holdUps = List.copyOf(holdUps);
  }

  /// Whether the resource belongs at the target.
  ///
  /// @param exists whether the directory has it
  public record Scoped(boolean exists, boolean inside, String rule) {}

  /// What the target has of the resource.
  public enum Account {
    NONE,
    UNCERTAIN,
    LINKED,
    GONE,
    /// It gets events, and what it makes of them is its own business.
    TOLD
  }

  /// What waits.
  ///
  /// @param members memberships that wait for members who have no account at the target yet
  /// @param memberChanges memberships that can be brought into step
  /// @param barriers changes of `active` that the target must see one by one
  /// @param events facts that the target has not taken yet
  /// @param discardReason why somebody discarded it, or null
  /// @param why what else it waits for, in words, or null
  public record Waits(
      long members,
      long memberChanges,
      int barriers,
      long events,
      @Nullable String discardReason,
      @Nullable String why) {
    /// Nothing.
    public static final Waits NOTHING = new Waits(0, 0, 0, 0, null, null);
  }

  /// The last failure.
  public record Trouble(long attempts, String errorClass, @Nullable Integer status, String text) {}

  /// When.
  ///
  /// @param dueAt when the next attempt is due
  /// @param waitingSince since when something waits, or null
  public record Times(Instant now, Instant dueAt, @Nullable Instant waitingSince) {}

  /// What it comes to, in one word.
  public enum Verdict {
    /// The target has what it must have.
    IN_STEP,
    /// It does not belong there, and is not there.
    OUTSIDE,
    /// The target has more than it must have, because a person has decided so.
    KEPT,
    /// It will be brought into step without anybody's help.
    WAITING,
    /// Something would be taken away from it, and a person decides whether.
    HELD,
    /// Attempts fail, and there will be more.
    FAILING,
    /// Attempts failed, and a person must see to it.
    PARKED,
    /// A person has given up on what was asked last.
    DISCARDED;

    /// The word as it is told.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Returns what it comes to.
  public Verdict verdict() {
    return switch (keyState) {
      case "parked" -> Verdict.PARKED;
      case "discarded" -> Verdict.DISCARDED;
      case "failing" -> Verdict.FAILING;
      case "held" -> Verdict.HELD;
      case "done" -> done();
      default -> Verdict.WAITING;
    };
  }

  /// Whoever is brought into step loses the hold by that.
  private Verdict done() {
    if (hold != null && hold.status() == Hold.Status.REJECTED) {
      return Verdict.KEPT;
    }
    return scope.inside() && scope.exists() ? Verdict.IN_STEP : Verdict.OUTSIDE;
  }
}

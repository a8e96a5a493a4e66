package dev.rollcall.connector.delivery.core;

import dev.rollcall.connector.delivery.core.Action.AddMembers;
import dev.rollcall.connector.delivery.core.Action.Call;
import dev.rollcall.connector.delivery.core.Action.RemoveMembers;
import dev.rollcall.schemas.event.ResourceRef;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/// Calls that a target counts together, and how many of them it takes; or the members of each group
/// that it counts, and how many of them it takes to be changed.
///
/// @param operations which calls, by what they do
/// @param resourceTypes on which resources
/// @param bodyBytesOver counts only bodies that are longer
/// @param permits how many calls the target takes in each `per`
/// @param burst how many it takes at once; 0 where the target does not say
/// @param counted what is counted
public record RateClass(
    String name,
    Set<Operation> operations,
    Set<String> resourceTypes,
    int bodyBytesOver,
    int permits,
    Duration per,
    int burst,
    Counted counted) {
  /// The part of what is allowed that is used: the rest is for the clocks of two machines.
  static final double USED = 0.95;

  /// How long a call is on its way, where nothing is wrong.
  private static final Duration ON_THE_WAY = Duration.ofSeconds(1);

  private static final int MEMBERS_BODY_BYTES = 150;
  private static final int MEMBER_BYTES = 60;

  public RateClass {
    operations = Set.copyOf(operations);
    resourceTypes = Set.copyOf(resourceTypes);
  }

  /// What is counted.
  public enum Counted {
    CALLS,
    /// The members that calls change, of each group by itself.
    MEMBERS
  }

  /// Tells one class from another, on every machine in the same way.
  String print() {
    String calls =
        String.join(
            "/",
            name,
            new TreeSet<>(operations).toString(),
            new TreeSet<>(resourceTypes).toString(),
            String.valueOf(bodyBytesOver),
            String.valueOf(permits),
            per.toString(),
            String.valueOf(burst));
    return counted == Counted.CALLS ? calls : calls + "/" + counted;
  }

  /// Says whether calls are given out by the time between two of them.
  public boolean isOfCalls() {
    return counted == Counted.CALLS;
  }

  /// How many members of one group a call changes, as this class counts them; at most as many as it
  /// ever takes.
  public int members(ResourceRef resource, Call call) {
    if (isOfCalls() || !counts(resource, call)) {
      return 0;
    }
    int changed =
        switch (call) {
          case AddMembers(_, var members) -> members.size();
          case RemoveMembers(_, var members) -> members.size();
          case Call _ -> 0;
        };
    return Math.min(changed, permits);
  }

  /// For how long a change of members counts: a little longer than at the target, where it arrives
  /// later than it was counted here.
  public Duration window() {
    Duration spare = Duration.ofMillis(Math.round(per.toMillis() / USED - per.toMillis()));
    return per.plus(spare.compareTo(ON_THE_WAY) > 0 ? spare : ON_THE_WAY);
  }

  /// Says whether a call is counted here.
  public boolean counts(ResourceRef resource, Call call) {
    return operations.contains(Operation.of(call))
        && resourceTypes.contains(resource.type())
        && (bodyBytesOver == 0 || bytes(call) > bodyBytesOver);
  }

  /// The time from one call to the next, in milliseconds.
  public double everyMillis() {
    return per.toMillis() / (permits * USED);
  }

  /// How many calls may follow each other at once after a pause. Whichever way the target counts,
  /// it and the steady rate together are not more than it allows.
  public int atOnce() {
    int spare = (int) (permits * (1 - USED));
    return Math.max(1, burst == 0 ? spare : Math.min(burst, spare));
  }

  /// A rough measure of the body of a change of members; of no other call is the length known.
  private static int bytes(Call call) {
    return switch (call) {
      case AddMembers(_, var members) -> MEMBERS_BODY_BYTES + MEMBER_BYTES * members.size();
      case RemoveMembers(_, var members) -> MEMBERS_BODY_BYTES + MEMBER_BYTES * members.size();
      case Call _ -> 0;
    };
  }
}

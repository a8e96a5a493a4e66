package dev.rollcall.connector.delivery.core;

import dev.rollcall.connector.delivery.core.Action.AddMembers;
import dev.rollcall.connector.delivery.core.Action.Call;
import dev.rollcall.connector.delivery.core.Action.RemoveMembers;
import dev.rollcall.schemas.event.ResourceRef;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/// Calls that a target counts together, and how many of them it takes.
///
/// @param operations which calls, by what they do
/// @param resourceTypes on which resources
/// @param bodyBytesOver counts only bodies that are longer
/// @param permits how many calls the target takes in each `per`
/// @param burst how many it takes at once; 0 where the target does not say
public record RateClass(
    String name,
    Set<Operation> operations,
    Set<String> resourceTypes,
    int bodyBytesOver,
    int permits,
    Duration per,
    int burst) {
  /// The part of what is allowed that is used: the rest is for the clocks of two machines.
  static final double USED = 0.95;

  private static final int MEMBERS_BODY_BYTES = 150;
  private static final int MEMBER_BYTES = 60;

  public RateClass {
    operations = Set.copyOf(operations);
    resourceTypes = Set.copyOf(resourceTypes);
  }

  /// Tells one class from another, on every machine in the same way.
  String print() {
    return String.join(
        "/",
        name,
        new TreeSet<>(operations).toString(),
        new TreeSet<>(resourceTypes).toString(),
        String.valueOf(bodyBytesOver),
        String.valueOf(permits),
        per.toString(),
        String.valueOf(burst));
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

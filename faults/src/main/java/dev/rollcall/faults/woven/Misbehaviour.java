package dev.rollcall.faults.woven;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// What seeded bugs do, by reflection: the classes of the services are not known here.
public final class Misbehaviour {
  /// How long before its commit a decision is published, so that a reader can be in between.
  public static final Duration EARLY = Duration.ofMillis(100);

  private Misbehaviour() {}

  /// Publishes the decisions of a batch that is to be committed.
  ///
  /// @param decider whose outlet takes them
  public static void answer(Object decider, Object batch) {
    try {
      Object outlet = call(field(decider, "parts"), "outlet");
      Object partition = call(call(batch, "before"), "partition");
      Method committed = outlet.getClass().getMethod("committed", int.class, List.class);
      committed.setAccessible(true);
      committed.invoke(outlet, partition, call(batch, "records"));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("The decider is not what it was", e);
    }
    LockSupport.parkNanos(EARLY.toNanos());
  }

  /// Returns the same elements with the first two swapped.
  public static List<Object> swapped(List<Object> elements) {
    var others = new ArrayList<>(elements);
    if (others.size() > 1) {
      others.addFirst(others.remove(1));
    }
    return others;
  }

  private static Object field(Object owner, String name) throws ReflectiveOperationException {
    Field field = owner.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field.get(owner);
  }

  private static Object call(Object owner, String name) throws ReflectiveOperationException {
    Method method = owner.getClass().getDeclaredMethod(name);
    method.setAccessible(true);
    return method.invoke(owner);
  }
}

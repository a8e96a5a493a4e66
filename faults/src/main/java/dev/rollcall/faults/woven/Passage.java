package dev.rollcall.faults.woven;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Counts the passages of armed points, and halts the process where one is due: as it is, without a
/// shutdown hook, like a power failure of this one process.
public final class Passage {
  /// The exit code of a process that was killed, which this one was in all but the sender.
  public static final int HALTED = 137;

  private static final Map<String, AtomicInteger> LEFT = new ConcurrentHashMap<>();

  private Passage() {}

  /// Arms a point.
  ///
  /// @param passage the number of the passage that halts, from now on
  public static void arm(String point, int passage) {
    LEFT.put(point, new AtomicInteger(passage));
  }

  /// The line that a process leaves behind.
  public static String lastWords(String point) {
    return "faults: halted at " + point;
  }

  /// A point is passed.
  public static void pass(String point) {
    AtomicInteger left = LEFT.get(point);
    if (left != null && left.decrementAndGet() == 0) {
      System.err.println(lastWords(point));
      System.err.flush();
      Runtime.getRuntime().halt(HALTED);
    }
  }

  /// Returns a Mono that passes a point when it has completed, or a Flux that does at each element;
  /// in both cases before anybody behind it is told.
  public static Object watched(Object publisher, String point) {
    Consumer<Object> pass = _ -> pass(point);
    try {
      Class<?> type = publisher.getClass();
      while (!type.getPackageName().equals("reactor.core.publisher")
          || !(type.getSimpleName().equals("Mono") || type.getSimpleName().equals("Flux"))) {
        type = type.getSuperclass();
      }
      String hook = type.getSimpleName().equals("Mono") ? "doOnSuccess" : "doOnNext";
      return type.getMethod(hook, Consumer.class).invoke(publisher, pass);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("A publisher without the hooks of one", e);
    }
  }
}

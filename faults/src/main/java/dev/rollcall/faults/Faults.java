package dev.rollcall.faults;

import dev.rollcall.faults.weave.Weaver;
import dev.rollcall.faults.woven.Passage;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.List;

/// Puts faults into a running process.
public final class Faults {
  private Faults() {}

  /// Carries orders out, in classes that are loaded already as in those that will be.
  ///
  /// @throws IllegalArgumentException where an order names nothing that is there
  public static void install(String argument, Instrumentation instrumentation)
      throws UnmodifiableClassException {
    Orders orders = Orders.parse(argument);
    var weaver = new Weaver(orders.weavings());
    weaver.checkAgainst(ClassLoader.getSystemClassLoader());
    orders.halts().forEach(halt -> Passage.arm(halt.point().name(), halt.passage()));
    instrumentation.addTransformer(weaver, true);
    List<String> wanted = weaver.classNames();
    for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
      if (wanted.contains(loaded.getName())) {
        instrumentation.retransformClasses(loaded);
      }
    }
    System.err.println("faults: " + argument);
  }
}

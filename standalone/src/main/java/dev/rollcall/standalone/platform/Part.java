package dev.rollcall.standalone.platform;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// A process of the platform, whichever it is at the moment.
///
/// @param running whether it runs
/// @param obituary one paragraph on how it ended
/// @param start starts it once more, with everything that it had
record Part(String name, BooleanSupplier running, Supplier<String> obituary, Runnable start) {
  boolean isRunning() {
    return running.getAsBoolean();
  }
}

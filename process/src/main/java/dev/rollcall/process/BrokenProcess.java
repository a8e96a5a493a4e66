package dev.rollcall.process;

import org.slf4j.Logger;

/// The end of a process in which an `Error` was thrown: memory ran out, or a class cannot be
/// loaded. Nothing can be trusted then, least of all a handler or a shutdown hook, and whoever
/// started the process starts it again. So ends a process as well whose database is another one
/// than it knows.
public final class BrokenProcess {
  /// `EX_SOFTWARE` of sysexits.h: an error inside the program.
  public static final int CODE = 70;

  private BrokenProcess() {}

  /// Ends this process at once; does not return.
  ///
  /// @param part what broke, as messages call it
  public static void end(Logger log, String part, Error broken) {
    try {
      log.error("{} broke: the process ends", part, broken);
    } finally {
      // Where memory ran out, saying so may fail as well.
      Runtime.getRuntime().halt(CODE);
    }
  }

  /// Ends this process at once where what it works on is gone; does not return.
  public static void end(Logger log, OwnTables gone) {
    try {
      log.error("{}: the process ends, and its next start makes them anew", gone);
    } finally {
      Runtime.getRuntime().halt(CODE);
    }
  }

  /// Makes of what a thread runs what ends this process where an `Error` would end the thread
  /// alone, and leave a process that looks well and lacks a part.
  ///
  /// @param part what runs, as messages call it
  public static Runnable guarding(Logger log, String part, Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (Error e) {
        end(log, part, e);
      }
    };
  }
}

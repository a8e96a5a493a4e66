package dev.rollcall.ingress.journal;

import dev.rollcall.schemas.event.Command;

/// How much work a request is for the decider and for those behind it in the log, in requests of
/// common size.
public final class Weight {
  /// What a request of common size has at most; an Entra user has 1 KB.
  private static final int BYTES = 8 * 1024;

  private Weight() {}

  /// The weight of a request.
  ///
  /// @param recordBytes the length of its record
  public static int of(Command command, int recordBytes) {
    int bySize = 1 + recordBytes / BYTES;
    return command instanceof Command.Bulk bulk
        ? Math.max(bySize, bulk.operations().size())
        : bySize;
  }
}

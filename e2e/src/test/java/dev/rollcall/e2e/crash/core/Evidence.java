package dev.rollcall.e2e.crash.core;

import java.util.List;

/// Everything that is known after a run.
///
/// @param history in the order in which the calls began
/// @param directory what PostgreSQL holds
public record Evidence(
    List<Call> history,
    Logs logs,
    List<Held> directory,
    Downstream downstream,
    Operations operations) {
  public Evidence {
    history = List.copyOf(history);
    directory = List.copyOf(directory);
  }
}

package dev.rollcall.connector.targets;

import java.util.List;

/// Port to the lanes of configured targets. Blocking: it belongs to the thread that watches the
/// file.
public interface Roster {

  /// A target and the hash of its configuration.
  record Entry(Target target, String fingerprint) {}

  /// The targets were not taken; trying again later may help.
  final class UnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnavailableException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /// Makes these the targets. A new one gets the present state of the read model; one whose
  /// configuration changed starts with a closed breaker; one that is gone keeps its links and gets
  /// nothing.
  void configure(List<Entry> entries);
}

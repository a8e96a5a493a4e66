package dev.rollcall.standalone.platform;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The three services while they run, in processes of their own or not.
interface Services {

  /// Stops all of them in order.
  void stop(Duration patience);

  /// One paragraph on a service that ended by itself; empty while all run.
  Optional<String> obituary();

  /// Those that can be started again each by itself.
  List<Part> parts();
}

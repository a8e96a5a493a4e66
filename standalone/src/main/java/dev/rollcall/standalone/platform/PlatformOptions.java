package dev.rollcall.standalone.platform;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// How a platform is started.
///
/// @param checkout the folder of the project, where the services were built
/// @param data the folder that keeps everything
/// @param port of the SCIM interface
/// @param publicUrl what `Location` and `meta.location` start with; empty for the address on this
///   machine
/// @param services how the services run
public record PlatformOptions(
    Path checkout, Path data, int port, Optional<URI> publicUrl, Running services) {

  /// How the services run.
  public enum Running {
    /// As processes of their own.
    PROCESSES,
    /// Inside the launcher.
    ONE_PROCESS,
    /// As processes that write down, when they end, what they learned.
    TRAINING
  }

  /// Options for services as processes of their own, reached on this machine.
  public PlatformOptions(Path checkout, Path data, int port) {
    this(checkout, data, port, Optional.empty(), Running.PROCESSES);
  }
}

package dev.rollcall.bench;

import java.time.Duration;

/// The bounds of the driver itself.
///
/// @param concurrencyMax requests under way at once, in any run
/// @param openConcurrency requests under way at once in an open-loop run; a server that falls
///   further behind delays the requests that follow, and that delay is measured
/// @param requestsMax requests of one run
/// @param poolMax resources that are made before a run
/// @param crowdMax users that are made in bulk before a run
/// @param roundsMax how often a run is made at most
/// @param requestTimeout the longest wait for one answer
/// @param targetsReadyWait the longest wait for the connector to take up the driver's targets
/// @param deliveryWait the longest wait for deliveries after the last answer
/// @param pollInterval the time between two looks while waiting
public record Limits(
    int concurrencyMax,
    int openConcurrency,
    long requestsMax,
    int poolMax,
    int crowdMax,
    int roundsMax,
    Duration requestTimeout,
    Duration targetsReadyWait,
    Duration deliveryWait,
    Duration pollInterval) {

  /// The bounds that the command line runs under.
  public static final Limits STANDARD =
      new Limits(
          1024,
          256,
          2_000_000,
          100_000,
          1_000_000,
          99,
          Duration.ofSeconds(60),
          Duration.ofMinutes(2),
          Duration.ofMinutes(2),
          Duration.ofMillis(100));
}

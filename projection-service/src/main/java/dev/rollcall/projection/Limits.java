package dev.rollcall.projection;

import java.time.Duration;

/// Every bound of the write side in one place.
///
/// @param batchRecordsMax the most requests that one transaction decides
/// @param batchBytesMax the most bytes of requests that one transaction decides, but for one
///   request that is larger: decided, a request takes ten times its bytes and more
/// @param recallRoundsMax how often a decision may ask for more knowledge before that is a defect
/// @param relayBacklogMax decisions of one partition that may wait for the broker's acknowledgement
///   before the partition takes no more requests
/// @param relayChunkMax decisions that a catch-up reads from PostgreSQL at once
/// @param relayChunkBytesMax the most bytes of those, but for one decision that is larger
/// @param retryDelayMin the first pause after an outside failure; doubles up to `retryDelayMax`
/// @param waitTolerated how long a partition may wait before readiness says so: a broken session is
///   replaced sooner, and meanwhile a request is late and not lost
/// @param claimHeldMax how long no loop may stand still before readiness says so
public record Limits(
    int batchRecordsMax,
    int batchBytesMax,
    int recallRoundsMax,
    int relayBacklogMax,
    int relayChunkMax,
    int relayChunkBytesMax,
    Duration retryDelayMin,
    Duration retryDelayMax,
    Duration waitTolerated,
    Duration claimHeldMax) {

  /// What the service runs with.
  public static final Limits STANDARD =
      new Limits(
          500,
          512 * 1024,
          8,
          10_000,
          500,
          4 * 1024 * 1024,
          Duration.ofMillis(200),
          Duration.ofSeconds(5),
          Duration.ofSeconds(3),
          Duration.ofSeconds(10));
}

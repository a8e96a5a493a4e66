package dev.rollcall.ingress;

import dev.rollcall.scim.bulk.BulkLimits;
import java.time.Duration;
import java.util.List;

/// Every bound of ingress in one place.
///
/// @param bodyBytesMax the longest request body
/// @param answerMax how long a request waits for its decision; Entra gives up at 60 s
/// @param waitMax how long a client that asked not to wait may ask to wait all the same
/// @param silencesBeforeAsking how long the doorbell may be silent before the projection is asked,
///   counted from one question to the next; the last one repeats
/// @param retryAfterPending `Retry-After` for a recorded request that is not decided yet
/// @param retryAfterUnknown `Retry-After` where it is not known whether the request was recorded
/// @param inFlightMax requests of one tenant that may be under way at once
/// @param undeliveredMax undelivered answers that are remembered
/// @param undeliveredAgeMax how long an undelivered answer is remembered
/// @param sendQueueMax requests that may wait for the producer
/// @param readMax how long a read may take
/// @param forwardedBytesMax the longest answer of another service that is held at once
public record Limits(
    int bodyBytesMax,
    Duration answerMax,
    Duration waitMax,
    List<Duration> silencesBeforeAsking,
    Duration retryAfterPending,
    Duration retryAfterUnknown,
    int inFlightMax,
    int undeliveredMax,
    Duration undeliveredAgeMax,
    int sendQueueMax,
    Duration readMax,
    int forwardedBytesMax) {

  /// What the service runs with.
  public static final Limits STANDARD =
      new Limits(
          BulkLimits.PAYLOAD_BYTES_MAX,
          Duration.ofSeconds(25),
          Duration.ofSeconds(20),
          List.of(Duration.ofMillis(150), Duration.ofMillis(350), Duration.ofSeconds(1)),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          256,
          10_000,
          Duration.ofHours(1),
          10_000,
          Duration.ofSeconds(20),
          16 * 1024 * 1024);
}

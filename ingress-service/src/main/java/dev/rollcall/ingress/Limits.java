package dev.rollcall.ingress;

import dev.rollcall.ingress.fairness.core.Places;
import dev.rollcall.ingress.fairness.core.Share;
import dev.rollcall.scim.bulk.BulkCut;
import dev.rollcall.scim.bulk.BulkLimits;
import java.time.Duration;
import java.util.List;

/// Every bound of ingress in one place.
///
/// @param bodyBytesMax the longest request body
/// @param answerMax how long a request waits for its turn and its decision; with the read behind
///   it, nobody waits more than 30 s for an answer, and Entra gives up at 60 s
/// @param waitMax how long a client that asked not to wait may ask to wait all the same
/// @param silencesBeforeAsking how long the doorbell may be silent before the projection is asked,
///   counted from one question to the next; the last one repeats
/// @param retryAfterPending `Retry-After` for a recorded request that is not decided yet
/// @param retryAfterUnknown `Retry-After` where it is not known whether the request was recorded
/// @param tenants what one tenant may have at once
/// @param bulks in what parts bulk requests are recorded
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
    Tenants tenants,
    BulkCut.Size bulks,
    int undeliveredMax,
    Duration undeliveredAgeMax,
    int sendQueueMax,
    Duration readMax,
    int forwardedBytesMax) {

  /// What one tenant may have at once (decisions/015-fair-shares.md).
  ///
  /// @param share what is let in
  /// @param writes what may be in the log and not decided yet
  /// @param reads what may be asked of the query side; fewer than its sessions, so that one is free
  /// @param bodies how much of large bodies is held, in steps of [#BODY_STEP_BYTES]
  /// @param thereFor how long a tenant counts as there after a request
  /// @param readStep a read that takes so long has one place, a longer one more
  /// @param turnWaitMax how long a request waits for its turn
  /// @param bodyWaitMax how long a large body waits until there is room for it, before anything
  ///   else
  /// @param bodyReadMax how long a body may take to come
  /// @param turnLastsMax how long a turn is kept for a request of which nothing is heard any more
  /// @param tenantsMax tenants whose load is kept
  public record Tenants(
      Share share,
      Places writes,
      Places reads,
      Places bodies,
      Duration thereFor,
      Duration readStep,
      Duration turnWaitMax,
      Duration bodyWaitMax,
      Duration bodyReadMax,
      Duration turnLastsMax,
      int tenantsMax) {
    /// What is read without waiting for room; an Entra user has 1 KB.
    public static final int BODY_STEP_BYTES = 8 * 1024;

    /// Of the heap, the part that large bodies of one tenant may have, in their own bytes: read,
    /// answered and printed, each takes about eight times as much.
    private static final int BODIES_HEAP_SHARE = 24;

    static final Tenants STANDARD =
        new Tenants(
            new Share(512, 25, 50, Duration.ofSeconds(30)),
            new Places(64, 4, 25, 0),
            new Places(12, 4, 0, 100),
            bodies(Runtime.getRuntime().maxMemory()),
            Duration.ofMinutes(1),
            Duration.ofMillis(10),
            Duration.ofSeconds(15),
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            Duration.ofMinutes(1),
            10_000);

    private static Places bodies(long heapBytes) {
      long steps = heapBytes / BODIES_HEAP_SHARE / BODY_STEP_BYTES;
      int alone = Math.clamp(steps, 4, Integer.MAX_VALUE);
      return new Places(alone, alone / 4, 0, 0);
    }
  }

  /// How long consumers of feeds are answered for.
  ///
  /// @param silenceMax how long the connector may say nothing, longer than it waits for entries and
  ///   than the heartbeat of its streams
  /// @param bodyBytesMax the longest body that a consumer sends
  /// @param openMax requests of consumers at the same time
  public record Feeds(Duration silenceMax, int bodyBytesMax, int openMax) {
    /// What the service runs with.
    public static final Feeds STANDARD = new Feeds(Duration.ofSeconds(40), 4096, 4096);
  }

  /// The same with other shares, and bulk requests cut otherwise.
  Limits with(Tenants others, BulkCut.Size parts) {
    return new Limits(
        bodyBytesMax,
        answerMax,
        waitMax,
        silencesBeforeAsking,
        retryAfterPending,
        retryAfterUnknown,
        others,
        parts,
        undeliveredMax,
        undeliveredAgeMax,
        sendQueueMax,
        readMax,
        forwardedBytesMax);
  }

  /// What the service runs with.
  public static final Limits STANDARD =
      new Limits(
          BulkLimits.PAYLOAD_BYTES_MAX,
          Duration.ofSeconds(22),
          Duration.ofSeconds(20),
          List.of(Duration.ofMillis(150), Duration.ofMillis(350), Duration.ofSeconds(1)),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Tenants.STANDARD,
          new BulkCut.Size(25, 64 * 1024),
          10_000,
          Duration.ofHours(1),
          10_000,
          Duration.ofSeconds(8),
          16 * 1024 * 1024);
}

package dev.rollcall.schemas;

import dev.rollcall.schemas.event.TenantId;
import java.nio.charset.StandardCharsets;

/// The Kafka topics of the platform and the rule that places a tenant on a partition.
public final class Topics {
  /// What was asked: one record per write request, appended before anything is decided.
  public static final String REQUESTS = "rollcall.requests";

  /// What was answered and what changed: exactly one record per request, in the same order.
  public static final String DECISIONS = "rollcall.decisions";

  /// Copies of parked deliveries.
  public static final String DEAD_LETTERS = "rollcall.deadletters";

  /// What the instances of ingress tell each other of answers that were lost. One partition.
  public static final String UNDELIVERED = "rollcall.undelivered";

  /// Header that carries the request id in text, so that a reader can skip a record undecoded.
  public static final String HEADER_REQUEST_ID = "rollcall-request-id";

  /// Header of a decision that may carry what the directory showed around the resource that it
  /// changed (`SurroundingsCodec`). It is no part of the record and may be missing: a decision that
  /// is published again has none.
  public static final String HEADER_SURROUNDINGS = "rollcall-surroundings";

  /// Header of a request that names the process that appended it. It is no part of the record.
  public static final String HEADER_INSTANCE = "rollcall-instance";

  private Topics() {}

  /// Returns the partition of a tenant among `partitions`: the first four bytes of SHA-256 over the
  /// UTF-8 tenant id, as an unsigned number, modulo the count. This must never change: everything
  /// that happened to a tenant lies in one partition, in order.
  public static int partitionOf(TenantId tenant, int partitions) {
    if (partitions < 1) {
      throw new IllegalArgumentException("A topic has at least one partition, not " + partitions);
    }
    byte[] digest = Sha256.of(tenant.value().getBytes(StandardCharsets.UTF_8));
    long head =
        ((digest[0] & 0xFFL) << 24)
            | ((digest[1] & 0xFFL) << 16)
            | ((digest[2] & 0xFFL) << 8)
            | (digest[3] & 0xFFL);
    return (int) (head % partitions);
  }
}

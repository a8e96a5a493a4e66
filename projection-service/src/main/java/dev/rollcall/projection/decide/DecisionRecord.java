package dev.rollcall.projection.decide;

import org.jspecify.annotations.Nullable;

/// A decision as the bytes that stand in PostgreSQL and go to the decisions log.
///
/// @param surroundings what the answer may show beside the decision, as `SurroundingsCodec` reads
///   it; null where it is not known. It goes to the log beside the decision, and PostgreSQL keeps
///   the decision without it
@SuppressWarnings("ArrayRecordComponent") // Never compared, and copying each record's bytes costs.
public record DecisionRecord(
    int partition,
    long seq,
    long requestOffset,
    String tenant,
    String requestId,
    byte[] bytes,
    @Nullable String surroundings) {

  /// A decision of which no more is known than is kept.
  public DecisionRecord(
      int partition, long seq, long requestOffset, String tenant, String requestId, byte[] bytes) {
    this(partition, seq, requestOffset, tenant, requestId, bytes, null);
  }
}

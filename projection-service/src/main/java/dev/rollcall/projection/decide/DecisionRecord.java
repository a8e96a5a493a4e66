package dev.rollcall.projection.decide;

/// A decision as the bytes that stand in PostgreSQL and go to the decisions log.
@SuppressWarnings("ArrayRecordComponent") // Never compared, and copying each record's bytes costs.
public record DecisionRecord(
    int partition, long seq, long requestOffset, String tenant, String requestId, byte[] bytes) {}

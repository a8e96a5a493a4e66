package dev.rollcall.connector.intake;

/// How far a partition of the decisions log is folded.
///
/// @param topicId the incarnation of the topic: offsets of another one mean nothing
/// @param nextOffset the offset of the next record
/// @param seq the number of the last decision; 0 before the first
/// @param liveFrom the offset at which the log ended when this database first saw it: what stands
///   before it is older than the database. 0 where the log got the partition later
public record LogPosition(
    int partition, String topicId, long nextOffset, long seq, long liveFrom) {}

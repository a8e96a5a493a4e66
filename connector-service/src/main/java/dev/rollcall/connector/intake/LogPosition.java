package dev.rollcall.connector.intake;

/// How far a partition of the decisions log is folded.
///
/// @param topicId the incarnation of the topic: offsets of another one mean nothing
/// @param nextOffset the offset of the next record
/// @param seq the number of the last decision; 0 before the first
public record LogPosition(int partition, String topicId, long nextOffset, long seq) {}

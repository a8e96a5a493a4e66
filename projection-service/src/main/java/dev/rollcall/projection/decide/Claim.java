package dev.rollcall.projection.decide;

import dev.rollcall.schemas.Sha256;
import org.jspecify.annotations.Nullable;

/// The right to decide a partition from one place on. It holds until somebody else claims.
///
/// @param topicId the identity of the requests topic that the position belongs to
/// @param epoch raised by every claim
/// @param nextOffset the next record of the requests log
/// @param nextSeq the number of the next decision
/// @param leaderEpoch of the last record, -1 before the first
/// @param lastRecordSha256 of the last record's bytes in hex, null before the first
public record Claim(
    int partition,
    String topicId,
    long epoch,
    long nextOffset,
    long nextSeq,
    int leaderEpoch,
    @Nullable String lastRecordSha256) {

  /// Returns the claim after some records were decided, the last of which is given.
  Claim after(RecordedRequest last, int decided) {
    return new Claim(
        partition,
        topicId,
        epoch,
        last.offset() + 1,
        nextSeq + decided,
        last.leaderEpoch(),
        Sha256.hex(last.value()));
  }
}

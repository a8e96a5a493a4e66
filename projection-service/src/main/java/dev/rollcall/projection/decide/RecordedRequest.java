package dev.rollcall.projection.decide;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A record of the requests log, undecoded.
///
/// @param leaderEpoch the leader epoch of the record, -1 where the broker gave none
/// @param appendedAt when the log appended it
/// @param key the tenant, as text; null where there is none
/// @param requestId the request id of the header; null where there is none
/// @param value the record's bytes; empty where there are none
@SuppressWarnings("ArrayRecordComponent") // Never compared, and copying each record's bytes costs.
public record RecordedRequest(
    int partition,
    long offset,
    int leaderEpoch,
    Instant appendedAt,
    @Nullable String key,
    @Nullable String requestId,
    byte[] value) {

  /// Returns how many of these records, from the first on, have no more bytes than that: at least
  /// one where there is one.
  static int together(List<RecordedRequest> records, int bytesMax) {
    int count = 0;
    long bytes = 0;
    for (RecordedRequest record : records) {
      bytes += record.value.length;
      if (bytes > bytesMax && count > 0) {
        return count;
      }
      count++;
    }
    return count;
  }
}

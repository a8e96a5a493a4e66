package dev.rollcall.projection.decide;

import dev.rollcall.projection.decide.core.Decider;
import dev.rollcall.projection.fold.core.Answered;
import dev.rollcall.schemas.Topics;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Outcome.Quarantined;
import dev.rollcall.schemas.event.Position;
import dev.rollcall.schemas.event.RequestId;
import dev.rollcall.schemas.event.TenantId;
import java.util.regex.Pattern;

/// The decision for a record that cannot be decided: answered with 500, changing nothing, so that
/// the requests behind it go on.
final class Quarantine {
  /// What the tenant's name of a record begins with that is no tenant's of its partition.
  private static final String NOBODY = "unreadable-";

  private static final Pattern PLAIN = Pattern.compile("[!-~]{1,64}");

  private Quarantine() {}

  /// @param partitions how many the requests log has
  static Answered of(RecordedRequest record, long seq, int partitions, RuntimeException defect) {
    return new Answered(
        new Decision(
            new Position(record.partition(), record.offset()),
            seq,
            new RequestId(requestId(record)),
            tenant(record, partitions),
            record.appendedAt(),
            Decider.RULE_VERSION,
            // The class alone: a message could carry what the request holds.
            new Quarantined(defect.getClass().getSimpleName()),
            java.util.List.of()),
        null,
        null);
  }

  static String requestId(RecordedRequest record) {
    String sent = record.requestId();
    return sent != null && PLAIN.matcher(sent).matches()
        ? sent
        : "unreadable-" + record.partition() + "-" + record.offset();
  }

  /// The numbers of decisions are a partition's own. Whatever is decided under a tenant's name in
  /// another partition than the tenant's would have, sooner or later, a number that a decision of
  /// the tenant has too, and one of the two could not be stored.
  private static TenantId tenant(RecordedRequest record, int partitions) {
    String key = record.key();
    if (key != null && PLAIN.matcher(key).matches()) {
      var tenant = new TenantId(key);
      if (Topics.partitionOf(tenant, partitions) == record.partition()) {
        return tenant;
      }
    }
    return new TenantId(NOBODY + record.partition());
  }
}

package dev.rollcall.projection.decide;

import dev.rollcall.projection.decide.core.Decider;
import dev.rollcall.projection.fold.core.Answered;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Outcome.Quarantined;
import dev.rollcall.schemas.event.Position;
import dev.rollcall.schemas.event.RequestId;
import dev.rollcall.schemas.event.TenantId;
import java.util.regex.Pattern;

/// The decision for a record that cannot be decided: answered with 500, changing nothing, so that
/// the requests behind it go on.
final class Quarantine {
  private static final TenantId NOBODY = new TenantId("unreadable");
  private static final Pattern PLAIN = Pattern.compile("[!-~]{1,64}");

  private Quarantine() {}

  static Answered of(RecordedRequest record, long seq, RuntimeException defect) {
    return new Answered(
        new Decision(
            new Position(record.partition(), record.offset()),
            seq,
            new RequestId(requestId(record)),
            tenant(record),
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

  private static TenantId tenant(RecordedRequest record) {
    String key = record.key();
    return key != null && PLAIN.matcher(key).matches() ? new TenantId(key) : NOBODY;
  }
}

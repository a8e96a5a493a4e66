package dev.rollcall.projection.decide.kafka;

import dev.rollcall.projection.decide.Claim;
import dev.rollcall.projection.decide.RecordedDecisions;
import dev.rollcall.projection.decide.RepeatCounts;
import dev.rollcall.projection.decide.RepeatCounts.Count;
import dev.rollcall.projection.decide.RepeatCounts.LogEnd;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds the decisions that were answered and that the store lacks: it was emptied, or brought back
/// from a copy.
final class LostDecisions {
  private static final Logger log = LoggerFactory.getLogger(LostDecisions.class);

  private final RepeatCounts counts;
  private final RecordedDecisions.Source recorded;

  LostDecisions(RepeatCounts counts, RecordedDecisions.Source recorded) {
    this.counts = counts;
    this.recorded = recorded;
  }

  /// Returns the decisions from the claim's place on where the log has any; whoever takes them
  /// closes them.
  ///
  /// @param end of the decisions log, from which the greatest number follows where no record is a
  ///   repeat. With repeats among them it is less by how many they are, and they are counted once:
  ///   to read all of them at each claim made each takeover slow, for ever.
  Optional<RecordedDecisions> behind(Claim claim, LogEnd end) {
    long repeats = counts.repeats(claim.partition()).in(end);
    if (end.offset() - repeats < claim.nextSeq()) {
      return Optional.empty();
    }
    RecordedDecisions decisions = recorded.open(claim.partition(), claim.nextSeq());
    if (decisions.lastSeq() < claim.nextSeq()) {
      decisions.close();
      // The log's last number may be smaller yet, where the relay is behind: then it is counted
      // again.
      counts.counted(claim.partition(), new Count(end.offset() - (claim.nextSeq() - 1), end));
      return Optional.empty();
    }
    log.warn(
        "Partition {} lacks the decisions {} to {}: they are taken from the decisions log",
        claim.partition(),
        claim.nextSeq(),
        decisions.lastSeq());
    return Optional.of(decisions);
  }
}

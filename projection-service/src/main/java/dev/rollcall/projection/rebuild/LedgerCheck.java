package dev.rollcall.projection.rebuild;

import dev.rollcall.projection.decide.DecisionRecord;
import dev.rollcall.projection.rebuild.Successor.Stored;
import dev.rollcall.projection.rebuild.core.Difference;
import dev.rollcall.projection.rebuild.core.Difference.OfDecision;
import dev.rollcall.schemas.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Holds the decisions that are stored against the decisions log, one by one: clients are answered
/// from what is stored, and the log gets it again from there where it was lost.
final class LedgerCheck {
  /// Of one that is wrong many are: the first few say enough.
  private static final int TOLD_MAX = 100;

  private final List<Difference> found = new ArrayList<>();

  /// Holds a part of a partition against what is stored of it.
  ///
  /// @param recorded as the log has them
  void check(List<DecisionRecord> recorded, List<Stored> stored) {
    Map<Long, Stored> bySeq =
        stored.stream().collect(Collectors.toMap(Stored::seq, Function.identity()));
    for (DecisionRecord record : recorded) {
      String sentence = sentence(record, bySeq.get(record.seq()));
      if (sentence != null && found.size() < TOLD_MAX) {
        found.add(
            new OfDecision(record.partition(), record.seq(), record.requestOffset(), sentence));
      }
    }
  }

  /// What is wrong, up to a hundred decisions.
  List<Difference> found() {
    return List.copyOf(found);
  }

  private static @Nullable String sentence(DecisionRecord record, @Nullable Stored stored) {
    if (stored == null) {
      return "is not stored";
    }
    if (!stored.sha256().equals(Sha256.hex(record.bytes()))) {
      return "is stored with other bytes than the decisions log has";
    }
    boolean same =
        stored.requestOffset() == record.requestOffset()
            && stored.tenant().equals(record.tenant())
            && stored.requestId().equals(record.requestId());
    return same ? null : "is stored under another tenant, request or offset";
  }
}

package dev.rollcall.schemas.event;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was answered to one request and what changed by it.
///
/// @param source where the request stands in the requests log
/// @param seq the number of this decision in its partition: contiguous, from 1
/// @param recordedAt the time at which the log appended the request; every fact happened then
/// @param ruleVersion the version of the rules that decided
/// @param facts what changed, in order; empty for refusals and for requests that change nothing
/// @param part which part of a bulk request it is about; null where it is about no part
public record Decision(
    Position source,
    long seq,
    RequestId requestId,
    TenantId tenant,
    Instant recordedAt,
    int ruleVersion,
    Outcome outcome,
    List<Fact> facts,
    @Nullable DecidedPart part) {
  public Decision {
    facts = List.copyOf(facts);
  }

  /// A decision about a whole request.
  public Decision(
      Position source,
      long seq,
      RequestId requestId,
      TenantId tenant,
      Instant recordedAt,
      int ruleVersion,
      Outcome outcome,
      List<Fact> facts) {
    this(source, seq, requestId, tenant, recordedAt, ruleVersion, outcome, facts, null);
  }

  /// The same about a part of a bulk request, or about none.
  public Decision about(@Nullable DecidedPart which) {
    return new Decision(
        source, seq, requestId, tenant, recordedAt, ruleVersion, outcome, facts, which);
  }
}

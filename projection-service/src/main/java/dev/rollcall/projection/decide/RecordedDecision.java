package dev.rollcall.projection.decide;

import dev.rollcall.schemas.event.Decision;

/// A decision as the decisions log has it.
///
/// @param record its exact bytes, and where it belongs
/// @param decision what they say
public record RecordedDecision(DecisionRecord record, Decision decision) {}

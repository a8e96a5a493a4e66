package dev.rollcall.projection.decide;

import dev.rollcall.projection.fold.core.Answered;
import java.util.List;

/// What one transaction writes.
///
/// @param before the claim under which the batch was decided
/// @param after the claim once the batch is written
public record DecidedBatch(
    Claim before, Claim after, List<Answered> answered, List<DecisionRecord> records) {}

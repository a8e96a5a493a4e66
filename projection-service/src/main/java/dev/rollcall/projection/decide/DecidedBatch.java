package dev.rollcall.projection.decide;

import dev.rollcall.projection.fold.core.Answered;
import dev.rollcall.scim.profile.Profiles;
import java.util.List;

/// What one transaction writes.
///
/// @param before the claim under which the batch was decided
/// @param after the claim once the batch is written
/// @param profiles under which the batch was decided
public record DecidedBatch(
    Claim before,
    Claim after,
    List<Answered> answered,
    List<DecisionRecord> records,
    Profiles profiles) {}

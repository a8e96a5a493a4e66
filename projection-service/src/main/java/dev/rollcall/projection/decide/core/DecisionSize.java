package dev.rollcall.projection.decide.core;

import dev.rollcall.projection.decide.core.MemberChanges.Difference;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimError;

/// Keeps a decision small enough for one record of the decisions log: 8 MiB, at about 65 bytes a
/// member.
final class DecisionSize {
  static final int MEMBERS_CHANGED_MAX = 100_000;

  private static final int TOO_LARGE = 413;

  private DecisionSize() {}

  static Result<Difference> check(Difference difference) {
    return difference.size() <= MEMBERS_CHANGED_MAX
        ? Result.ok(difference)
        : Result.refused(
            new ScimError(
                TOO_LARGE,
                null,
                "One request can change at most "
                    + MEMBERS_CHANGED_MAX
                    + " members; send several"));
  }
}

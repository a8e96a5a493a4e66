package dev.rollcall.projection.history.http;

import dev.rollcall.projection.ReadLimits;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimType;
import java.util.Optional;
import java.util.Set;
import org.springframework.util.MultiValueMap;

/// Which page of a history is asked for. What cannot be read is refused: passed over, it would be
/// answered with another page, and whoever turns pages would begin anew for ever.
///
/// @param after the last `seq` that is known already, 0 for the beginning
/// @param limit entries at most
record HistoryQuestion(long after, int limit) {
  private static final String AFTER = "after";
  private static final String LIMIT = "limit";
  private static final Set<String> PARAMETERS = Set.of(AFTER, LIMIT);

  static Result<HistoryQuestion> of(MultiValueMap<String, String> parameters, ReadLimits limits) {
    Optional<String> unknown =
        parameters.keySet().stream().filter(name -> !PARAMETERS.contains(name)).findFirst();
    if (unknown.isPresent()) {
      return refused(
          "The parameter '" + unknown.get() + "' is not known here. Known are: after, limit.");
    }
    String after = parameters.getFirst(AFTER);
    if (after != null && !after.matches("[0-9]{1,18}")) {
      return refused("'after' is the 'nextAfter' of the page before.");
    }
    String limit = parameters.getFirst(LIMIT);
    int most = limits.historyPageMax();
    if (limit != null && (!limit.matches("[1-9][0-9]{0,8}") || Integer.parseInt(limit) > most)) {
      return refused("'limit' is a whole number from 1 to " + most + ".");
    }
    return Result.ok(
        new HistoryQuestion(
            after == null ? 0 : Long.parseLong(after),
            limit == null ? limits.historyPageDefault() : Integer.parseInt(limit)));
  }

  private static Result<HistoryQuestion> refused(String why) {
    return Result.badRequest(ScimType.INVALID_VALUE, why);
  }
}

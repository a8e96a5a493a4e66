package dev.rollcall.bench.scim;

import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.wire.MalformedJsonException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What came of a request: an answer, or the kind of failure that kept it away.
///
/// @param status the HTTP status, 0 where there was no answer
/// @param failure why there was no answer, null where there was one
public record Answer(int status, String body, @Nullable String failure) {

  /// Returns an exchange's result: empty where the status is one of those expected.
  public Optional<String> expecting(int... statuses) {
    if (failure != null) {
      return Optional.of(failure);
    }
    for (int expected : statuses) {
      if (status == expected) {
        return Optional.empty();
      }
    }
    return Optional.of("status " + status);
  }

  /// Returns how many resources a list says there are, -1 where this is no list.
  public int total() {
    try {
      return ScimClient.json(this).get("totalResults") instanceof JsonNumber(var value)
          ? value.intValueExact()
          : -1;
    } catch (MalformedJsonException | ArithmeticException _) {
      return -1;
    }
  }
}

package dev.rollcall.standalone.session;

import dev.rollcall.schemas.json.JsonObject;
import java.time.Duration;
import java.util.List;

/// How a step went.
///
/// @param path as it was sent
/// @param requestId from `X-Request-Id`, empty where there was none
/// @param body of the answer; empty where it had none
/// @param failures one sentence for each expectation that did not hold
public record StepResult(
    Step step,
    String path,
    int status,
    String requestId,
    JsonObject body,
    Duration took,
    List<String> failures) {
  public StepResult {
    failures = List.copyOf(failures);
  }

  /// Says whether everything was as expected.
  public boolean passed() {
    return failures.isEmpty();
  }
}

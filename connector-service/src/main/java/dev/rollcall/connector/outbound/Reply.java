package dev.rollcall.connector.outbound;

import dev.rollcall.connector.delivery.core.Failure;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What came of an HTTP request.
public sealed interface Reply {

  /// The target answered.
  ///
  /// @param headers by name in lower case; the first value of each
  record Answered(int status, Map<String, String> headers, Body body) implements Reply {
    public Answered {
      headers = Map.copyOf(headers);
    }

    public Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    @Override
    public String toString() {
      return "Answered " + status;
    }
  }

  /// There is no answer, and this is why.
  record Unanswered(Failure failure) implements Reply {}
}

package dev.rollcall.connector.operations.core;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A pause that a target has asked for.
///
/// @param until until when it is kept to
/// @param askedUntil until when it asked for, where that is known, or null
/// @param status of the answer that asked for it, or null
/// @param text what it said, redacted; may be empty
public record Pause(
    Instant until, @Nullable Instant askedUntil, @Nullable Integer status, String text) {
  /// Clocks of two machines, and the time until it is stored.
  private static final Duration ASIDE = Duration.ofMinutes(1);

  /// Says whether it asked for more than is kept to.
  public boolean isCut() {
    return askedUntil != null && askedUntil.isAfter(until.plus(ASIDE));
  }

  String sentence() {
    String code = status == null ? "" : " (HTTP " + status + ")";
    String said = text.isBlank() ? "" : " It said: " + text.strip();
    String cut =
        isCut()
            ? " It asked for longer, until " + askedUntil + ", which is more than is kept to."
            : "";
    return "The app asked not to be called before " + until + code + "." + cut + said;
  }
}

package dev.rollcall.connector.target;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/// `Retry-After` in both of its forms (RFC 9110 section 10.2.3).
public final class RetryAfter {
  private static final Pattern SECONDS = Pattern.compile("[0-9]+");

  /// A number of more digits is longer than anybody waits: as long as can be said.
  private static final int DIGITS_MAX = 9;

  private static final Duration LONGEST = Duration.ofSeconds(999_999_999);

  private RetryAfter() {}

  /// Returns how long to wait, or empty where the header is no such value. A date that is past is
  /// no wait at all.
  public static Optional<Duration> parse(String value, Instant now) {
    String text = value.strip();
    if (SECONDS.matcher(text).matches()) {
      String digits = text.replaceFirst("^0+(?=.)", "");
      return Optional.of(
          digits.length() > DIGITS_MAX ? LONGEST : Duration.ofSeconds(Long.parseLong(digits)));
    }
    try {
      Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(until.isBefore(now) ? Duration.ZERO : Duration.between(now, until));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}

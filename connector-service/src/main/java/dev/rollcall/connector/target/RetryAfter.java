package dev.rollcall.connector.target;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// `Retry-After` as seconds or as a date (RFC 9110 section 10.2.3). A date has three forms, of
/// which two are obsolete and must be read all the same (section 5.6.7).
public final class RetryAfter {
  private static final Pattern SECONDS = Pattern.compile("[0-9]+");

  /// A number of more digits is longer than anybody waits: as long as can be said.
  private static final int DIGITS_MAX = 9;

  private static final Duration LONGEST = Duration.ofSeconds(999_999_999);

  /// As C writes it, without a zone: it is GMT.
  private static final DateTimeFormatter ASCTIME =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss uuuu", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /// A year of two digits that seems to be more than this in the future is one of the past.
  private static final int YEARS_AHEAD_MAX = 50;

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
    return Stream.of(DateTimeFormatter.RFC_1123_DATE_TIME, rfc850(now), ASCTIME)
        .flatMap(form -> date(text, form).stream())
        .findFirst()
        .map(until -> until.isBefore(now) ? Duration.ZERO : Duration.between(now, until));
  }

  private static Optional<Instant> date(String text, DateTimeFormatter form) {
    try {
      return Optional.of(Instant.from(form.parse(text)));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /// The century is the one that the clock tells, see [#YEARS_AHEAD_MAX].
  private static DateTimeFormatter rfc850(Instant now) {
    int last = now.atOffset(ZoneOffset.UTC).getYear() + YEARS_AHEAD_MAX;
    return new DateTimeFormatterBuilder()
        .appendPattern("EEEE, dd-MMM-")
        .appendValueReduced(ChronoField.YEAR, 2, 2, last - 99)
        .appendPattern(" HH:mm:ss 'GMT'")
        .toFormatter(Locale.ENGLISH)
        .withZone(ZoneOffset.UTC);
  }
}

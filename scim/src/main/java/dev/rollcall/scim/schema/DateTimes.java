package dev.rollcall.scim.schema;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/// Reads the dateTime texts of SCIM (RFC 7643 section 2.3.5) as instants. Two spellings of one
/// instant are equal, whatever their zones and however many zeros their fractions have.
public final class DateTimes {
  private static final DateTimeFormatter READ =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .optionalStart()
          .appendOffset("+HH:MM", "Z")
          .optionalEnd()
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  /// Nine digits, always: so the order of the texts is the order of the instants.
  private static final DateTimeFormatter WRITE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final int DIGITS_MAX = 9;
  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

  private DateTimes() {}

  /// Reads a date and time. A missing zone counts as UTC: xsd:dateTime lets it be missing.
  public static Optional<Instant> parse(String text) {
    try {
      TemporalAccessor read = READ.parseBest(cut(text), OffsetDateTime::from, LocalDateTime::from);
      Instant instant =
          read instanceof OffsetDateTime zoned
              ? zoned.toInstant()
              : LocalDateTime.from(read).toInstant(ZoneOffset.UTC);
      boolean sortable = !instant.isBefore(FIRST) && instant.isBefore(END);
      return sortable ? Optional.of(instant) : Optional.empty();
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /// Returns the one spelling of an instant; the order of the texts is the order in time.
  public static String canonical(Instant instant) {
    return WRITE.format(instant);
  }

  /// Drops the digits of a second's fraction beyond the ninth, which no clock has.
  private static String cut(String text) {
    int point = text.indexOf('.');
    if (point < 0) {
      return text;
    }
    int end = point + 1;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end - point - 1 <= DIGITS_MAX
        ? text
        : text.substring(0, point + 1 + DIGITS_MAX) + text.substring(end);
  }
}

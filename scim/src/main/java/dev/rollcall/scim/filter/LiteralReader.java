package dev.rollcall.scim.filter;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonNull;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.scim.dialect.BareLiteral;
import dev.rollcall.scim.dialect.Leniency;
import dev.rollcall.scim.schema.AttributeType;
import dev.rollcall.scim.schema.DateTimes;
import dev.rollcall.scim.schema.StorableText;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads a literal as the type of the attribute that it is compared with.
final class LiteralReader {
  /// RFC 8259 section 6.
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]{0,99})(\\.[0-9]{1,99})?([eE][+-]?[0-9]{1,3})?");

  /// What connects conditions is no value: behind an operator it tells that the value is missing.
  private static final Set<String> CONNECTIVES = Set.of("and", "or");

  private final FilterScanner scanner;
  private final Leniency leniency;

  LiteralReader(FilterScanner scanner, Leniency leniency) {
    this.scanner = scanner;
    this.leniency = leniency;
  }

  /// Takes the literal that stands here.
  ///
  /// @param type of the attribute, or null where no schema knows it
  Json read(@Nullable AttributeType type) {
    int start = scanner.position();
    char first = scanner.peek();
    if (first == '"' || (BareLiteral.isQuote(first) && leniency.unquotedFilterLiterals())) {
      return ofQuoted(start, scanner.quotedLiteral(first), type);
    }
    String bare = scanner.bareLiteral();
    if (bare.isEmpty() || CONNECTIVES.contains(bare.toLowerCase(Locale.ROOT))) {
      throw new Unreadable(start, "A value to compare with is due");
    }
    return bare.toLowerCase(Locale.ROOT).equals("null") ? JsonNull.NULL : ofBare(start, bare, type);
  }

  private Json ofQuoted(int start, String text, @Nullable AttributeType type) {
    return switch (type) {
      case null -> new JsonString(text);
      case STRING, REFERENCE, BINARY, COMPLEX -> new JsonString(text);
      case DATE_TIME -> dateTime(start, text);
      case BOOLEAN -> {
        require(leniency.coerceBooleanStrings(), start, "A boolean has no quotes");
        yield bool(start, text);
      }
      case INTEGER, DECIMAL -> {
        require(leniency.unquotedFilterLiterals(), start, "A number has no quotes");
        yield number(start, text);
      }
    };
  }

  private Json ofBare(int start, String text, @Nullable AttributeType type) {
    return switch (type) {
      case null -> ofUnknown(start, text);
      case STRING, REFERENCE, BINARY, COMPLEX -> {
        require(leniency.unquotedFilterLiterals(), start, "A text stands in double quotes");
        yield BareLiteral.toText(text);
      }
      case DATE_TIME -> {
        require(leniency.unquotedFilterLiterals(), start, "A date stands in double quotes");
        yield dateTime(start, text);
      }
      case BOOLEAN -> bool(start, text);
      case INTEGER, DECIMAL -> number(start, text);
    };
  }

  private Json ofUnknown(int start, String text) {
    if (isBool(text)) {
      return bool(start, text);
    }
    if (isNumber(text)) {
      return number(start, text);
    }
    require(leniency.unquotedFilterLiterals(), start, "A text stands in double quotes");
    return BareLiteral.toText(text);
  }

  private static boolean isBool(String text) {
    return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
  }

  private static Json bool(int start, String text) {
    require(isBool(text), start, "The attribute is a boolean: compare with true or false");
    return JsonBoolean.of(text.equalsIgnoreCase("true"));
  }

  private static Json number(int start, String text) {
    require(isNumber(text), start, "The attribute is a number");
    return new JsonNumber(new BigDecimal(text));
  }

  private static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches()
        && StorableText.isStorable(new JsonNumber(new BigDecimal(text)));
  }

  private static Json dateTime(int start, String text) {
    return DateTimes.parse(text)
        .<Json>map(instant -> new JsonString(DateTimes.canonical(instant)))
        .orElseThrow(() ->
            new Unreadable(start, "The attribute is a dateTime such as \"2026-01-31T08:00:00Z\""));
  }

  private static void require(boolean condition, int at, String problem) {
    if (!condition) {
      throw new Unreadable(at, problem);
    }
  }
}

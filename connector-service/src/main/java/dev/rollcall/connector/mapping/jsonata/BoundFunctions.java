package dev.rollcall.connector.mapping.jsonata;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.Jsonata;
import dev.rollcall.connector.mapping.core.Screening;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Puts functions of our own in the place of those of the library that depend on the machine's
/// language or have no bound, and takes away those that no mapping may use, whatever name they are
/// reached by.
final class BoundFunctions {
  private static final int SCALE_MAX = 30;

  private final int charsMax;

  BoundFunctions(int charsMax) {
    this.charsMax = charsMax;
  }

  void bind(Jsonata mapping) {
    for (String name : Screening.REFUSED.keySet()) {
      Jsonata.Fn0<Object> refused =
          () -> {
            throw new Stopped("a function that is not allowed was called");
          };
      mapping.registerFunction(name, Jsonata.function(name, refused, null));
    }
    Jsonata.Fn1<String, @Nullable String> lower = BoundFunctions::lowercase;
    mapping.registerFunction("lowercase", Jsonata.function("lowercase", lower, "<s-:s>"));
    Jsonata.Fn1<String, @Nullable String> upper = BoundFunctions::uppercase;
    mapping.registerFunction("uppercase", Jsonata.function("uppercase", upper, "<s-:s>"));
    Jsonata.Fn3<String, Number, String, @Nullable String> pad = this::pad;
    mapping.registerFunction("pad", Jsonata.function("pad", pad, "<s-ns?:s>"));
    Jsonata.Fn4<String, String, String, Number, @Nullable String> replace = this::replace;
    mapping.registerFunction("replace", Jsonata.function("replace", replace, "<s-ssn?:s>"));
    Jsonata.Fn2<List<String>, String, @Nullable String> join = this::join;
    mapping.registerFunction("join", Jsonata.function("join", join, "<a<s>s?:s>"));
    Jsonata.Fn2<String, String, @Nullable Boolean> contains = BoundFunctions::contains;
    mapping.registerFunction("contains", Jsonata.function("contains", contains, "<s-s:b>"));
    Jsonata.Fn2<String, String, @Nullable String> before = BoundFunctions::before;
    mapping.registerFunction(
        "substringBefore", Jsonata.function("substringBefore", before, "<s-s:s>"));
    Jsonata.Fn2<String, String, @Nullable String> after = BoundFunctions::after;
    mapping.registerFunction(
        "substringAfter", Jsonata.function("substringAfter", after, "<s-s:s>"));
    Jsonata.Fn3<String, String, Number, @Nullable List<String>> split = BoundFunctions::split;
    mapping.registerFunction("split", Jsonata.function("split", split, "<s-sn?:a<s>>"));
    Jsonata.Fn2<Number, Number, @Nullable Number> round = BoundFunctions::round;
    mapping.registerFunction("round", Jsonata.function("round", round, "<n-n?:n>"));
  }

  private static @Nullable String lowercase(@Nullable String text) {
    return text == null ? null : text.toLowerCase(Locale.ROOT);
  }

  private static @Nullable String uppercase(@Nullable String text) {
    return text == null ? null : text.toUpperCase(Locale.ROOT);
  }

  private @Nullable String pad(
      @Nullable String text, @Nullable Number width, @Nullable String with) {
    if (text == null || width == null) {
      return text;
    }
    long wanted = Math.abs(width.longValue());
    fits(wanted);
    String unit = with == null || with.isEmpty() ? " " : with;
    long missing = wanted - text.codePointCount(0, text.length());
    if (missing <= 0) {
      return text;
    }
    int[] units = unit.codePoints().toArray();
    var padding = new StringBuilder();
    for (int i = 0; i < missing; i++) {
      padding.appendCodePoint(units[i % units.length]);
    }
    return width.longValue() < 0 ? padding + text : text + padding;
  }

  private @Nullable String replace(
      @Nullable String text, @Nullable String what, @Nullable String by, @Nullable Number limit) {
    if (text == null || what == null || by == null) {
      return text;
    }
    if (what.isEmpty()) {
      throw new Stopped("'$replace' looks for an empty text");
    }
    count(text, what);
    long left = limit == null ? Long.MAX_VALUE : limit.longValue();
    var result = new StringBuilder();
    int from = 0;
    for (int at = text.indexOf(what); at >= 0 && left > 0; at = text.indexOf(what, from)) {
      result.append(text, from, at).append(by);
      fits(result.length());
      from = at + what.length();
      left--;
    }
    return result.append(text.substring(from)).toString();
  }

  /// Searches are the library's own; only their effort is counted first.
  private static @Nullable Boolean contains(@Nullable String text, @Nullable String what) {
    count(text, what);
    return Functions.contains(text, what);
  }

  private static @Nullable String before(@Nullable String text, @Nullable String what) {
    count(text, what);
    return Functions.substringBefore(text, what);
  }

  private static @Nullable String after(@Nullable String text, @Nullable String what) {
    count(text, what);
    return Functions.substringAfter(text, what);
  }

  private static @Nullable List<String> split(
      @Nullable String text, @Nullable String separator, @Nullable Number limit) {
    count(text, separator);
    return Functions.split(text, separator, limit);
  }

  private static void count(@Nullable String text, @Nullable String what) {
    if (text != null && what != null) {
      Effort.CURRENT.get().search(text, what);
    }
  }

  private @Nullable String join(@Nullable List<String> texts, @Nullable String between) {
    if (texts == null) {
      return null;
    }
    String separator = between == null ? "" : between;
    long length = 0;
    for (String each : texts) {
      length += each.length() + separator.length();
    }
    fits(length);
    return String.join(separator, texts);
  }

  private static @Nullable Number round(@Nullable Number number, @Nullable Number places) {
    if (number == null) {
      return null;
    }
    int scale = places == null ? 0 : Math.clamp(places.longValue(), -SCALE_MAX, SCALE_MAX);
    return new BigDecimal(number.toString()).setScale(scale, RoundingMode.HALF_EVEN).doubleValue();
  }

  private void fits(long chars) {
    if (chars > charsMax) {
      throw new Stopped("a text has more than " + charsMax + " characters");
    }
  }
}

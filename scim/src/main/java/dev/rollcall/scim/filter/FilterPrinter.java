package dev.rollcall.scim.filter;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonNull;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.scim.filter.Filter.And;
import dev.rollcall.scim.filter.Filter.Comparison;
import dev.rollcall.scim.filter.Filter.Not;
import dev.rollcall.scim.filter.Filter.Or;
import dev.rollcall.scim.filter.Filter.Present;
import dev.rollcall.scim.filter.Filter.ValuePath;
import java.util.List;
import java.util.Locale;

/// Writes a filter in the grammar of RFC 7644, such that reading it gives the same tree.
public final class FilterPrinter {

  private FilterPrinter() {}

  /// Returns the filter's text.
  public static String print(Filter filter) {
    var out = new StringBuilder();
    write(filter, out);
    return out.toString();
  }

  private static void write(Filter filter, StringBuilder out) {
    switch (filter) {
      case And(var filters) -> join(filters, " and ", out);
      case Or(var filters) -> join(filters, " or ", out);
      case Not(var negated) -> {
        out.append("not (");
        write(negated, out);
        out.append(')');
      }
      case Comparison(var path, var operator, var literal) -> {
        out.append(path).append(' ').append(operator.keyword()).append(' ');
        literal(literal, out);
      }
      case Present(var path) -> out.append(path).append(" pr");
      case ValuePath(var path, var inner) -> {
        out.append(path).append('[');
        write(inner, out);
        out.append(']');
      }
    }
  }

  private static void join(List<Filter> filters, String word, StringBuilder out) {
    String between = "";
    for (Filter filter : filters) {
      out.append(between);
      boolean group = filter instanceof Or || (filter instanceof And && word.equals(" and "));
      if (group) {
        out.append('(');
      }
      write(filter, out);
      if (group) {
        out.append(')');
      }
      between = word;
    }
  }

  private static void literal(Json literal, StringBuilder out) {
    switch (literal) {
      case JsonString(var text) -> quoted(text, out);
      case JsonNumber(var number) -> out.append(number);
      case JsonBoolean(var bool) -> out.append(bool);
      case JsonNull _ -> out.append("null");
      case JsonObject _, JsonArray _ ->
          throw new IllegalStateException("A literal has no structure");
    }
  }

  private static void quoted(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ') {
            out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}

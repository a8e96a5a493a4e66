package dev.rollcall.projection.directory.core;

import java.util.List;

/// Spells what may stand in the text of a statement: names of schemas, quoted.
final class SqlText {
  static final String TRUE = "TRUE";
  static final String FALSE = "FALSE";
  static final String NULL = "NULL";

  private SqlText() {}

  /// An SQL string literal.
  static String quoted(String name) {
    return "'" + name.replace("'", "''") + "'";
  }

  /// A jsonpath (lax) along member names, as an SQL literal. With `[*]` at its end it has one item
  /// for each element of the list at its end, and one for a value that is no list.
  static String jsonPath(List<String> names, String end) {
    var path = new StringBuilder("$");
    for (String name : names) {
      path.append(member(name));
    }
    return quoted(path + end) + "::jsonpath";
  }

  /// A step of a jsonpath.
  static String member(String name) {
    return ".\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  /// The jsonb value at a place in a container; null where there is none.
  static String jsonAt(String container, List<String> names) {
    var text = new StringBuilder(container);
    names.forEach(name -> text.append(" -> ").append(quoted(name)));
    return "(" + text + ")";
  }

  /// The text of the scalar at a place in a container; null where there is none.
  static String textAt(String container, List<String> names) {
    if (names.isEmpty()) {
      return "(" + container + " #>> '{}')";
    }
    var text = new StringBuilder(container);
    names.subList(0, names.size() - 1).forEach(name -> text.append(" -> ").append(quoted(name)));
    return "(" + text + " ->> " + quoted(names.getLast()) + ")";
  }

  static String negated(String condition) {
    // A comparison with a missing value is null, which counts as false: so its negation is true.
    return "((" + condition + ") IS NOT TRUE)";
  }
}

package dev.rollcall.connector.target.sql;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A table with one row for each resource.
///
/// @param name with its schema or without
/// @param key the column of our id
/// @param nameColumn the column of the resource's name
/// @param active the column that says whether an account is active, or null: then an inactive one
///   has no row
record Table(String name, String key, String nameColumn, @Nullable String active) {
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_$]{0,62}");

  /// Which row is in which group.
  record Memberships(String name, String group, String member) {}

  static boolean isIdentifier(String text) {
    return IDENTIFIER.matcher(text).matches();
  }

  /// A table's name may have a schema before it.
  static boolean isTable(String text) {
    String[] parts = text.split("\\.", -1);
    return parts.length <= 2 && Stream.of(parts).allMatch(Table::isIdentifier);
  }

  /// Writes an identifier so that it is nothing else: letter case is kept, and no text ends it.
  static String quoted(String identifier) {
    return Stream.of(identifier.split("\\.", -1))
        .map(part -> '"' + part.replace("\"", "\"\"") + '"')
        .collect(Collectors.joining("."));
  }
}

package dev.rollcall.connector.target.sql;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonNull;
import dev.rollcall.schemas.json.JsonObject;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// A shape in terms of a table.
///
/// @param active whether the account is active
/// @param columns the values of columns by their names, the key's left out
record SqlShape(boolean active, TreeMap<String, Json> columns) {
  private static final Set<String> NOT_COLUMNS = Set.of("schemas", "externalId", "active");

  /// Reads a shape of a type of resource.
  static SqlShape of(Table table, String type, JsonObject shape) {
    var columns = new TreeMap<String, Json>();
    String nameMember = nameOf(type);
    shape
        .members()
        .forEach((name, value) -> {
          if (!NOT_COLUMNS.contains(name) && !name.startsWith("urn:")) {
            columns.put(name.equals(nameMember) ? table.nameColumn() : name, value);
          }
        });
    boolean active = !JsonBoolean.FALSE.equals(shape.get("active"));
    if (table.active() != null) {
      columns.put(table.active(), JsonBoolean.of(active));
    }
    columns.remove(table.key());
    return new SqlShape(active, columns);
  }

  static String nameOf(String type) {
    return type.equals("User") ? "userName" : "displayName";
  }

  /// A name that is no column's.
  Optional<String> stranger() {
    return columns.keySet().stream().filter(name -> !Table.isIdentifier(name)).findFirst();
  }

  /// What differs between this and what follows it; null where a column has no value any more.
  Map<String, Json> changes(SqlShape next) {
    var names = new TreeSet<>(columns.keySet());
    names.addAll(next.columns.keySet());
    var changes = new TreeMap<String, Json>();
    for (String name : names) {
      Json after = next.columns.get(name);
      if (!Objects.equals(columns.get(name), after)) {
        changes.put(name, after == null ? JsonNull.NULL : after);
      }
    }
    return changes;
  }

  /// A row as a resource of the target.
  static JsonObject json(Table table, String type, JsonObject row) {
    var json = row.toBuilder();
    json.putIfPresent(nameOf(type), row.text(table.nameColumn()).orElse(null));
    json.putIfPresent("externalId", row.text(table.key()).orElse(null));
    if (type.equals("User")) {
      boolean active = table.active() == null || !JsonBoolean.FALSE.equals(row.get(table.active()));
      json.put("active", JsonBoolean.of(active));
    }
    return json.build();
  }

  /// A shape as [#json] would show it.
  static JsonObject asRead(Table table, JsonObject shape) {
    var json = shape.toBuilder().remove("schemas").remove(table.key());
    shape.members().keySet().stream().filter(name -> name.startsWith("urn:")).forEach(json::remove);
    return json.build();
  }
}

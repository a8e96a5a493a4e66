package dev.rollcall.connector.target.sql;

import java.util.Collection;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// The statements on one table. Names are quoted, and every value comes in the one parameter: a row
/// as JSON, which PostgreSQL turns into the columns' own types.
record SqlStatements(String table, String key) {

  static SqlStatements of(Table table) {
    return new SqlStatements(Table.quoted(table.name()), Table.quoted(table.key()));
  }

  /// Makes the row, or makes it like this.
  String upsert(Collection<String> columns) {
    String names = list(columns, ", ", name -> name);
    String change =
        columns.isEmpty()
            ? "NOTHING"
            : "UPDATE SET " + list(columns, ", ", name -> name + " = EXCLUDED." + name);
    String all = columns.isEmpty() ? key : key + ", " + names;
    return "INSERT INTO "
        + table
        + " ("
        + all
        + ") SELECT "
        + all
        + " FROM "
        + row()
        + " ON CONFLICT ("
        + key
        + ") DO "
        + change;
  }

  String update(Collection<String> columns) {
    return "UPDATE "
        + table
        + " AS t SET "
        + list(columns, ", ", name -> name + " = p." + name)
        + " FROM "
        + row()
        + " AS p WHERE "
        + same(key);
  }

  String delete() {
    return "DELETE FROM " + table + " AS t USING " + row() + " AS p WHERE " + same(key);
  }

  /// Shows the row as JSON text.
  String select() {
    return show(key);
  }

  /// Shows the row of a name.
  String selectByName(Table of) {
    return show(Table.quoted(of.nameColumn())) + " LIMIT 1";
  }

  /// Shows rows as JSON text in the order of their keys: the first ones, or those behind the key in
  /// the parameter. A row without a key belongs to nobody and is not shown.
  String page(boolean first, int size) {
    String from =
        first
            ? " AS t WHERE t." + key + " IS NOT NULL"
            : " AS t, " + row() + " AS p WHERE t." + key + " > p." + key;
    return "SELECT to_jsonb(t)::text FROM "
        + table
        + from
        + " ORDER BY t."
        + key
        + " LIMIT "
        + size;
  }

  /// Makes a row of a name ours that nobody owns.
  String claim(Table of) {
    return "UPDATE "
        + table
        + " AS t SET "
        + key
        + " = p."
        + key
        + " FROM "
        + row()
        + " AS p WHERE "
        + same(Table.quoted(of.nameColumn()))
        + " AND t."
        + key
        + " IS NULL";
  }

  private String show(String by) {
    return "SELECT to_jsonb(t)::text FROM " + table + " AS t, " + row() + " AS p WHERE " + same(by);
  }

  private String row() {
    return "jsonb_populate_record(NULL::" + table + ", $1::jsonb)";
  }

  private static String same(String column) {
    return "t." + column + " = p." + column;
  }

  private static String list(
      Collection<String> columns, String between, UnaryOperator<String> each) {
    return columns.stream().map(Table::quoted).map(each).collect(Collectors.joining(between));
  }

  /// The statements on memberships: the parameter is an array of rows.
  ///
  /// @param users the table whose rows members must have, where an inactive account has none
  record OfMembers(Table.Memberships memberships, Table users) {

    String add() {
      String table = Table.quoted(memberships.name());
      String group = Table.quoted(memberships.group());
      String member = Table.quoted(memberships.member());
      String present =
          users.active() != null
              ? ""
              : " AND EXISTS (SELECT FROM "
                  + Table.quoted(users.name())
                  + " AS u WHERE u."
                  + Table.quoted(users.key())
                  + " = p."
                  + member
                  + ")";
      return "INSERT INTO "
          + table
          + " ("
          + group
          + ", "
          + member
          + ") SELECT DISTINCT p."
          + group
          + ", p."
          + member
          + " FROM "
          + rows(table)
          + " AS p WHERE NOT EXISTS (SELECT FROM "
          + table
          + " AS t WHERE "
          + same(group)
          + " AND "
          + same(member)
          + ")"
          + present
          + " ON CONFLICT DO NOTHING";
    }

    String remove() {
      String table = Table.quoted(memberships.name());
      return "DELETE FROM "
          + table
          + " AS t USING "
          + rows(table)
          + " AS p WHERE "
          + same(Table.quoted(memberships.group()))
          + " AND "
          + same(Table.quoted(memberships.member()));
    }

    /// Shows the members of a group in order: the first ones, or those behind the member in the
    /// parameter. A row without a member is none.
    String page(boolean first, int size) {
      String table = Table.quoted(memberships.name());
      String member = Table.quoted(memberships.member());
      return "SELECT t."
          + member
          + "::text FROM "
          + table
          + " AS t, jsonb_populate_record(NULL::"
          + table
          + ", $1::jsonb) AS p WHERE "
          + same(Table.quoted(memberships.group()))
          + (first ? " AND t." + member + " IS NOT NULL" : " AND t." + member + " > p." + member)
          + " ORDER BY t."
          + member
          + " LIMIT "
          + size;
    }

    /// Removes all rows whose group, or whose member, this is.
    String removeAll(String column) {
      String table = Table.quoted(memberships.name());
      return "DELETE FROM "
          + table
          + " AS t USING "
          + rows(table)
          + " AS p WHERE "
          + same(Table.quoted(column));
    }

    private static String rows(String table) {
      return "jsonb_populate_recordset(NULL::" + table + ", $1::jsonb)";
    }
  }
}

package dev.rollcall.projection.rebuild.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Holds two directories against each other, by what each tenant has in each table.
public final class Comparison {
  private Comparison() {}

  /// A tenant's part of a table.
  public record Part(String table, String tenant) implements Comparable<Part> {
    @Override
    public int compareTo(Part other) {
      int byTable = table.compareTo(other.table);
      return byTable == 0 ? tenant.compareTo(other.tenant) : byTable;
    }
  }

  /// Returns the parts that differ, in the order of tables and tenants.
  public static List<Difference> of(Map<Part, Digest> serving, Map<Part, Digest> folded) {
    var parts = new TreeSet<>(serving.keySet());
    parts.addAll(folded.keySet());
    var differences = new ArrayList<Difference>();
    for (Part part : parts) {
      Digest one = serving.getOrDefault(part, Digest.NONE);
      Digest other = folded.getOrDefault(part, Digest.NONE);
      if (!one.isSameAs(other)) {
        differences.add(
            new Difference.OfTable(part.table(), part.tenant(), one.rows(), other.rows()));
      }
    }
    return differences;
  }
}

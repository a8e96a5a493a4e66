package dev.rollcall.e2e.crash.client;

import dev.rollcall.e2e.crash.core.Asked;
import java.util.List;

/// A bulk request: writes, each about another resource.
///
/// @param name unique in a run; a repeat has the same
record Bulk(String name, List<Asked> operations) {
  Bulk {
    operations = List.copyOf(operations);
  }

  /// The `bulkId` of an operation.
  String operation(int index) {
    return operation(name, index);
  }

  static String operation(String name, int index) {
    return name + "." + index;
  }
}

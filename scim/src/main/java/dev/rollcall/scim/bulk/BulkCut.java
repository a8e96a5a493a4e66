package dev.rollcall.scim.bulk;

import dev.rollcall.schemas.event.Command.BulkOperation;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.schema.SchemaRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;

/// Cuts the operations of a bulk request into parts that are recorded and decided one after the
/// other, in time that grows with their number.
///
/// No operation refers to one of another part, so that each part can be repeated by itself. All
/// operations that may take somebody away from a target stay together ([Departures]). A part is
/// larger than it may be where it cannot be cut.
public final class BulkCut {
  /// Stands for the ids that operations will get.
  private static final String ANY_ID = "any";

  private final List<BulkOperation> operations;
  private final List<Set<String>> references;
  private final boolean[] mayCutBefore;

  private BulkCut(SchemaRegistry schemas, List<BulkOperation> operations) {
    this.operations = operations;
    this.references = new ArrayList<>(operations.size());
    this.mayCutBefore = new boolean[operations.size()];
    Map<String, Integer> places = places(operations);
    Map<String, String> ids = new HashMap<>();
    places.keySet().forEach(bulkId -> ids.put(bulkId, ANY_ID));
    // One that cannot change is not copied for each operation.
    Map<String, String> known = Map.copyOf(ids);
    operations.forEach(it -> references.add(references(schemas, it, known)));
    findCuts(schemas, places);
  }

  /// How large a part may be, if it can be cut at all.
  ///
  /// @param operations how many it has at most
  /// @param bytes how much of the record they take at most
  public record Size(int operations, int bytes) {
    /// Every request is one part.
    public static final Size WHOLE = new Size(BulkLimits.OPERATIONS_MAX, Integer.MAX_VALUE);
  }

  /// A part.
  ///
  /// @param from the place of its first operation
  /// @param to the place behind its last operation
  public record Part(int from, int to) {}

  /// Cuts a request; one part where it need not be cut or cannot be.
  ///
  /// @param schemas of the tenant: they say what is a reference
  /// @param bytes how much of the record an operation takes
  public static List<Part> of(
      SchemaRegistry schemas,
      List<BulkOperation> operations,
      Size most,
      ToIntFunction<BulkOperation> bytes) {
    return new BulkCut(schemas, operations).parts(most, bytes);
  }

  private static Map<String, Integer> places(List<BulkOperation> operations) {
    var places = new HashMap<String, Integer>();
    for (int i = 0; i < operations.size(); i++) {
      BulkOperation operation = operations.get(i);
      if (operation.bulkId() != null && operation.newId() != null) {
        places.put(operation.bulkId(), i);
      }
    }
    return places;
  }

  private static Set<String> references(
      SchemaRegistry schemas, BulkOperation operation, Map<String, String> ids) {
    var references = new BulkReferences(ids);
    String path = references.resolvePath(operation.path());
    if (BulkTarget.of(schemas, operation.method(), path)
        instanceof Result.Ok<BulkTarget>(BulkTarget target)) {
      var _ =
          operation.method().equals("PATCH")
              ? references.resolvePatch(target.type(), operation.data())
              : references.resolve(target.type(), operation.data());
    }
    return references.found();
  }

  /// Closes all places within what must stay together.
  private void findCuts(SchemaRegistry schemas, Map<String, Integer> places) {
    int[] begin = new int[operations.size() + 1];
    int[] end = new int[operations.size() + 1];
    int firstTaking = -1;
    int lastTaking = -1;
    for (int i = 0; i < operations.size(); i++) {
      for (String bulkId : references.get(i)) {
        int other = places.getOrDefault(bulkId, i);
        begin[Math.min(i, other)]++;
        end[Math.max(i, other)]++;
      }
      if (Departures.may(schemas, operations.get(i))) {
        firstTaking = firstTaking < 0 ? i : firstTaking;
        lastTaking = i;
      }
    }
    if (firstTaking >= 0) {
      begin[firstTaking]++;
      end[lastTaking]++;
    }
    int open = 0;
    for (int i = 0; i < operations.size(); i++) {
      mayCutBefore[i] = open == 0;
      open += begin[i] - end[i];
    }
  }

  private List<Part> parts(Size most, ToIntFunction<BulkOperation> bytes) {
    var parts = new ArrayList<Part>();
    int from = 0;
    // The last place at which this part may end, and what is in it and behind that.
    int end = 0;
    long sizeToEnd = 0;
    long size = 0;
    for (int i = 0; i < operations.size(); i++) {
      if (i > from && mayCutBefore[i]) {
        end = i;
        sizeToEnd = size;
      }
      size += bytes.applyAsInt(operations.get(i));
      boolean full = i - from >= most.operations() || size > most.bytes();
      if (full && end > from) {
        parts.add(new Part(from, end));
        from = end;
        size -= sizeToEnd;
        sizeToEnd = 0;
      }
    }
    parts.add(new Part(from, operations.size()));
    return parts;
  }
}

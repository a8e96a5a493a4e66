package dev.rollcall.scim.bulk;

import dev.rollcall.schemas.event.Command.BulkOperation;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.schema.SchemaRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;

/// Cuts the operations of a bulk request into parts that are recorded and decided one after the
/// other. The same operations are always cut alike, in time that grows with their number.
///
/// No operation refers to one of a later part. All operations that may take somebody away from a
/// target stay together, because a target weighs one record as one act: many that leave by one
/// request wait for a person, and would not by many small ones (decisions/019-mass-change-stop.md).
/// A part is larger than it may be where it cannot be cut.
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
    findCuts(places);
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
  /// @param earlier the `bulkId`s of operations of parts before it to which its operations refer
  public record Part(int from, int to, Set<String> earlier) {
    public Part {
      earlier = Set.copyOf(earlier);
    }
  }

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

  private void findCuts(Map<String, Integer> places) {
    int lastTaking = operations.size() - 1;
    while (lastTaking >= 0 && !mayTakeAway(operations.get(lastTaking))) {
      lastTaking--;
    }
    int furthest = -1;
    for (int i = 0; i < operations.size(); i++) {
      mayCutBefore[i] = furthest < i;
      for (String bulkId : references.get(i)) {
        furthest = Math.max(furthest, places.getOrDefault(bulkId, i));
      }
      if (i < lastTaking && mayTakeAway(operations.get(i))) {
        furthest = Math.max(furthest, lastTaking);
      }
    }
  }

  /// Nobody leaves by what is made or by who joins a group.
  private static boolean mayTakeAway(BulkOperation operation) {
    return switch (operation.method()) {
      case "POST" -> false;
      case "PATCH" -> !onlyAddsMembers(operation.data());
      default -> true;
    };
  }

  private static boolean onlyAddsMembers(JsonObject patch) {
    return member(patch, "operations") instanceof JsonArray(List<Json> changes)
        && changes.stream()
            .allMatch(change ->
                change instanceof JsonObject it
                    && isText(member(it, "op"), "add")
                    && isText(member(it, "path"), "members"));
  }

  private static Json member(JsonObject object, String name) {
    return object.members().entrySet().stream()
        .filter(member -> member.getKey().equalsIgnoreCase(name))
        .findFirst()
        .map(Map.Entry::getValue)
        .orElse(JsonObject.EMPTY);
  }

  private static boolean isText(Json value, String text) {
    return value instanceof JsonString(String sent) && sent.strip().equalsIgnoreCase(text);
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
        parts.add(part(from, end));
        from = end;
        size -= sizeToEnd;
        sizeToEnd = 0;
      }
    }
    parts.add(part(from, operations.size()));
    return parts;
  }

  private Part part(int from, int to) {
    var own = new HashSet<String>();
    var found = new HashSet<String>();
    for (int i = from; i < to; i++) {
      found.addAll(references.get(i));
      BulkOperation operation = operations.get(i);
      if (operation.bulkId() != null && operation.newId() != null) {
        own.add(operation.bulkId());
      }
    }
    found.removeAll(own);
    return new Part(from, to, found);
  }
}

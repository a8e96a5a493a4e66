package dev.rollcall.projection.decide.core;

import dev.rollcall.schemas.event.Command;
import dev.rollcall.schemas.event.Command.Bulk;
import dev.rollcall.schemas.event.Command.BulkOperation;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.bulk.BulkReferences;
import dev.rollcall.scim.bulk.BulkTarget;
import dev.rollcall.scim.schema.SchemaRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads the operations of a bulk request into commands about one resource each. The ids of new
/// resources are in the record, so that a reference to an operation is known before the operation
/// is carried out, wherever it stands.
final class BulkReader {
  private final SchemaRegistry schemas;
  private final Map<String, String> ids;
  private final Map<String, Integer> indexes = new HashMap<>();
  private final Map<ResourceId, Integer> byNewId = new HashMap<>();

  BulkReader(SchemaRegistry schemas, Bulk bulk) {
    this.schemas = schemas;
    Map<String, String> known = new HashMap<>();
    List<BulkOperation> operations = bulk.operations();
    for (int index = 0; index < operations.size(); index++) {
      String bulkId = operations.get(index).bulkId();
      ResourceId newId = operations.get(index).newId();
      if (bulkId != null && newId != null) {
        known.put(bulkId, newId.value());
        indexes.put(bulkId, index);
        byNewId.put(newId, index);
      }
    }
    // One that cannot change is not copied for each operation.
    ids = Map.copyOf(known);
  }

  /// An operation as a command, with the operations whose new resources it refers to.
  record Operation(Result<Command.OnResource> command, Set<Integer> dependsOn) {}

  Operation read(BulkOperation sent) {
    var references = new BulkReferences(ids);
    Result<Command.OnResource> command =
        BulkTarget.of(schemas, sent.method(), references.resolvePath(sent.path()))
            .flatMap(target -> command(sent, target, data(sent, target, references)));
    if (!references.unknown().isEmpty()) {
      command =
          Result.badRequest(
              ScimType.INVALID_VALUE,
              "No POST of this request has the bulkId '" + references.unknown().getFirst() + "'");
    }
    return new Operation(
        command,
        references.found().stream()
            .map(indexes::get)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet()));
  }

  private static JsonObject data(BulkOperation sent, BulkTarget target, BulkReferences references) {
    return sent.method().equals("PATCH")
        ? references.resolvePatch(target.type(), sent.data())
        : references.resolve(target.type(), sent.data());
  }

  /// Returns the operations whose new resources something makes members, by index.
  Set<Integer> membersFirst(ResourceReading operation) {
    return operation.intent().newMembers().stream()
        .map(byNewId::get)
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  private static Result<Command.OnResource> command(
      BulkOperation sent, BulkTarget target, JsonObject data) {
    String type = target.type().name();
    ResourceId newId = sent.newId();
    String id = target.id();
    if (id == null) {
      return newId == null || sent.bulkId() == null
          ? Result.badRequest(ScimType.INVALID_SYNTAX, "A POST needs a bulkId")
          : Result.ok(new Command.CreateResource(type, newId, data));
    }
    var known = new ResourceId(id);
    List<String> ifMatch = ifMatch(sent.version());
    return Result.ok(
        switch (sent.method()) {
          case "PUT" -> new Command.ReplaceResource(type, known, ifMatch, data);
          case "PATCH" -> new Command.PatchResource(type, known, ifMatch, data);
          default -> new Command.DeleteResource(type, known, ifMatch);
        });
  }

  private static List<String> ifMatch(@Nullable String version) {
    return version == null || version.isBlank() ? List.of() : List.of(version);
  }
}

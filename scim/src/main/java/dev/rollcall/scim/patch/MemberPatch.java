package dev.rollcall.scim.patch;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.filter.Filter;
import dev.rollcall.scim.filter.Filter.Comparison;
import dev.rollcall.scim.filter.Filter.Or;
import dev.rollcall.scim.filter.Operator;
import dev.rollcall.scim.path.PatchPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The PATCH of a group, taken apart: its members are rows and not part of the document.
///
/// @param attributeOperations what goes to the [PatchEngine], in order
/// @param memberOperations what goes to the rows, in order
public record MemberPatch(
    List<PatchOperation> attributeOperations, List<MemberOperation> memberOperations) {
  private static final String MEMBERS = "members";

  public MemberPatch {
    attributeOperations = List.copyOf(attributeOperations);
    memberOperations = List.copyOf(memberOperations);
  }

  /// Takes the operations on `members` out of a parsed PATCH. Refused with `mutability` is an edit
  /// of a present member's record: records are added and removed whole (RFC 7643 section 8.7.1).
  public static Result<MemberPatch> split(List<PatchOperation> operations) {
    var attributes = new ArrayList<PatchOperation>();
    var members = new ArrayList<MemberOperation>();
    for (PatchOperation operation : operations) {
      if (!isOnMembers(operation.path())) {
        attributes.add(operation);
        continue;
      }
      switch (memberOperation(operation)) {
        case Result.Ok<Optional<MemberOperation>>(var made) -> made.ifPresent(members::add);
        case Result.Refused<Optional<MemberOperation>>(var error) -> {
          return Result.refused(error);
        }
      }
    }
    return Result.ok(new MemberPatch(attributes, members));
  }

  private static boolean isOnMembers(PatchPath path) {
    return path.attribute().schemaUrn() == null && path.attribute().attribute().equals(MEMBERS);
  }

  /// Empty where the operation names nobody.
  private static Result<Optional<MemberOperation>> memberOperation(PatchOperation operation) {
    Filter filter = operation.path().filter();
    boolean edits = operation.path().attribute().subAttribute() != null;
    if (edits || (filter != null && !(operation instanceof PatchOperation.Remove))) {
      return Result.badRequest(
          ScimType.MUTABILITY, "A member of a group is not edited: remove it and add it again.");
    }
    return Result.ok(
        switch (operation) {
          case PatchOperation.Add(_, var value) -> {
            List<MemberRef> refs = refs(value);
            yield refs.isEmpty() ? Optional.empty() : Optional.of(new MemberOperation.Add(refs));
          }
          case PatchOperation.Replace(_, var value) ->
              Optional.of(new MemberOperation.ReplaceAll(refs(value)));
          case PatchOperation.Remove _ ->
              Optional.of(filter == null ? new MemberOperation.RemoveAll() : removal(filter));
        });
  }

  private static MemberOperation removal(Filter filter) {
    var ids = new LinkedHashSet<String>();
    return collectIds(filter, ids)
        ? new MemberOperation.Remove(List.copyOf(ids))
        : new MemberOperation.RemoveMatching(filter);
  }

  /// Says whether a filter names ids and nothing else, and collects them.
  private static boolean collectIds(Filter filter, Set<String> ids) {
    return switch (filter) {
      case Comparison(var path, var operator, JsonString(var id))
          when operator == Operator.EQ && path.attribute().equals("value") -> {
        ids.add(id);
        yield true;
      }
      case Or(var filters) -> filters.stream().allMatch(it -> collectIds(it, ids));
      case Filter _ -> false;
    };
  }

  private static List<MemberRef> refs(Json value) {
    var refs = new LinkedHashMap<String, MemberRef>();
    if (value instanceof JsonArray(var elements)) {
      for (Json element : elements) {
        if (element instanceof JsonObject member) {
          member
              .text("value")
              .ifPresent(id -> refs.put(id, new MemberRef(id, member.text("type").orElse(null))));
        }
      }
    }
    return List.copyOf(refs.values());
  }
}

package dev.rollcall.scim.patch;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.scim.Result;
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

  /// Takes the operations on `members` out of a parsed PATCH. Refused with `invalidFilter` is a
  /// filter on what a row of a member does not tell.
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
    Filter given = operation.path().filter();
    return given == null
        ? Result.ok(onList(operation))
        : MemberFilter.of(given).map(filter -> onChosen(operation, filter));
  }

  private static Optional<MemberOperation> onList(PatchOperation operation) {
    String sub = operation.path().attribute().subAttribute();
    if (sub != null) {
      return Optional.of(new MemberOperation.Edit(null, JsonObject.of(sub, operation.value())));
    }
    return switch (operation) {
      case PatchOperation.Add(_, var value) ->
          Optional.of(refs(value)).filter(it -> !it.isEmpty()).map(MemberOperation.Add::new);
      case PatchOperation.Replace(_, var value) ->
          Optional.of(new MemberOperation.ReplaceAll(refs(value)));
      case PatchOperation.Remove _ -> Optional.of(new MemberOperation.RemoveAll());
    };
  }

  private static Optional<MemberOperation> onChosen(PatchOperation operation, Filter filter) {
    String sub = operation.path().attribute().subAttribute();
    if (sub != null) {
      return Optional.of(new MemberOperation.Edit(filter, JsonObject.of(sub, operation.value())));
    }
    // An object without anything in it is one that named what only we set, such as `display`: it
    // must not cost anybody the membership.
    Optional<MemberOperation> edit =
        operation.value() instanceof JsonObject parts
            ? Optional.of(new MemberOperation.Edit(filter, parts))
            : Optional.empty();
    return switch (operation) {
      case PatchOperation.Add _ -> edit;
      case PatchOperation.Replace _, PatchOperation.Remove _ ->
          edit.or(() -> Optional.of(removal(filter)));
    };
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

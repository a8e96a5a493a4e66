package dev.rollcall.connector.target.scim;

import dev.rollcall.connector.delivery.core.MemberGap;
import dev.rollcall.connector.delivery.core.Profile.MemberRemoval;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.scim.Urns;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// PatchOp messages (RFC 7644 section 3.5.2) that lead from what a target has to what it must have.
final class PatchBody {
  private static final String SCHEMAS = "schemas";
  private static final JsonArray MESSAGE = JsonArray.ofStrings(List.of(Urns.PATCH_OP));

  private PatchBody() {}

  /// Returns the operations from one shape to another; empty where nothing differs that a PATCH can
  /// change.
  static List<JsonObject> difference(JsonObject from, JsonObject to) {
    var operations = new ArrayList<JsonObject>();
    for (String name : names(from, to)) {
      if (!name.equals(SCHEMAS)) {
        attribute(name, from.get(name), to.get(name), operations);
      }
    }
    return operations;
  }

  static JsonObject active(boolean active) {
    return message(List.of(operation("replace", "active", JsonBoolean.of(active))));
  }

  static JsonObject adding(List<MemberGap> members) {
    var values = new ArrayList<Json>();
    for (MemberGap member : members) {
      var value =
          JsonObject.builder().put("value", Objects.requireNonNull(member.linkedRemoteId()));
      if (member.memberType().equals("Group")) {
        // Users are what every target expects; only the exception is said.
        value.put("type", member.memberType());
      }
      values.add(value.build());
    }
    return message(List.of(operation("add", "members", new JsonArray(values))));
  }

  /// All members are never named at once by leaving them out: some targets refuse that, and at
  /// others it emptied groups.
  static JsonObject removing(List<MemberGap> members, MemberRemoval form) {
    return switch (form) {
      case FILTER -> removingEach(members);
      case VALUE -> {
        var values = new ArrayList<Json>();
        for (MemberGap member : members) {
          values.add(
              JsonObject.builder()
                  .put("value", Objects.requireNonNull(member.removableRemoteId()))
                  .build());
        }
        yield message(List.of(operation("remove", "members", new JsonArray(values))));
      }
    };
  }

  private static JsonObject removingEach(List<MemberGap> members) {
    var operations = new ArrayList<JsonObject>();
    for (MemberGap member : members) {
      String id = Objects.requireNonNull(member.removableRemoteId());
      operations.add(operation("remove", "members[value eq " + FilterText.quote(id) + "]", null));
    }
    return message(operations);
  }

  static JsonObject message(List<JsonObject> operations) {
    return JsonObject.builder()
        .put(SCHEMAS, MESSAGE)
        .put("Operations", new JsonArray(new ArrayList<Json>(operations)))
        .build();
  }

  private static void attribute(
      String path, @Nullable Json from, @Nullable Json to, List<JsonObject> operations) {
    if (Objects.equals(from, to)) {
      return;
    }
    boolean extension = path.startsWith("urn:");
    if (extension || (from instanceof JsonObject && to instanceof JsonObject)) {
      // A replace keeps the sub-attributes that it does not name, so that each is named.
      subAttributes(path + (extension ? ":" : "."), object(from), object(to), operations);
    } else {
      operations.add(change(path, from, to));
    }
  }

  private static void subAttributes(
      String prefix, JsonObject from, JsonObject to, List<JsonObject> operations) {
    for (String name : names(from, to)) {
      Json before = from.get(name);
      Json after = to.get(name);
      if (!Objects.equals(before, after)) {
        operations.add(change(prefix + name, before, after));
      }
    }
  }

  private static JsonObject change(String path, @Nullable Json from, @Nullable Json to) {
    if (to == null) {
      return operation("remove", path, null);
    }
    return operation(from == null ? "add" : "replace", path, to);
  }

  private static JsonObject operation(String op, String path, @Nullable Json value) {
    var operation =
        JsonObject.builder().put("op", new JsonString(op)).put("path", new JsonString(path));
    return value == null ? operation.build() : operation.put("value", value).build();
  }

  private static JsonObject object(@Nullable Json value) {
    return value instanceof JsonObject object ? object : JsonObject.EMPTY;
  }

  private static Set<String> names(JsonObject from, JsonObject to) {
    var names = new LinkedHashSet<>(to.members().keySet());
    names.addAll(from.members().keySet());
    return names;
  }
}

package dev.rollcall.scim.bulk;

import dev.rollcall.schemas.event.Command.BulkOperation;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.schema.SchemaRegistry;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Says which operations may take somebody away from a target. A target weighs one record as one
/// act: many that leave by one request wait for a person, and would not by many small ones
/// (decisions/019-mass-change-stop.md). Whatever a scope may ask for counts, and what is not known
/// here as well.
final class Departures {
  private static final String MEMBERS = "members";

  /// How somebody is called and reached, and not what they are.
  private static final Set<String> OF_USERS =
      Set.of("displayname", "name", "nickname", "profileurl", "photos", "phonenumbers", "ims");

  private static final Set<String> OF_GROUPS = Set.of("displayname", "externalid");

  private Departures() {}

  /// Says whether somebody may leave a target by an operation. Nobody does by what is made, by who
  /// joins a group, or by another name.
  static boolean may(SchemaRegistry schemas, BulkOperation operation) {
    return switch (operation.method()) {
      case "POST" -> false;
      case "PATCH" ->
          !(BulkTarget.of(schemas, "PATCH", operation.path())
                  instanceof Result.Ok<BulkTarget>(BulkTarget target)
              && isHarmless(target.type().name(), operation.data()));
      default -> true;
    };
  }

  private static boolean isHarmless(String type, JsonObject patch) {
    return member(patch, "operations") instanceof JsonArray(List<Json> changes)
        && changes.stream()
            .allMatch(it ->
                it instanceof JsonObject change
                    && switch (type) {
                      case "User" -> names(change).stream().allMatch(OF_USERS::contains);
                      case "Group" ->
                          names(change).stream()
                              .allMatch(name ->
                                  OF_GROUPS.contains(name)
                                      || (name.equals(MEMBERS)
                                          && text(member(change, "op")).equals("add")));
                      default -> false;
                    });
  }

  /// The attributes that are changed: that of the path, or those of the value.
  private static Set<String> names(JsonObject change) {
    String path = text(member(change, "path"));
    if (!path.isEmpty()) {
      return Set.of(path.split("[.\\[]", 2)[0].strip());
    }
    return member(change, "value") instanceof JsonObject(Map<String, Json> members)
        ? Set.copyOf(members.keySet().stream().map(it -> it.toLowerCase(Locale.ROOT)).toList())
        : Set.of("");
  }

  private static Json member(JsonObject object, String name) {
    return object.members().entrySet().stream()
        .filter(member -> member.getKey().equalsIgnoreCase(name))
        .findFirst()
        .map(Map.Entry::getValue)
        .orElse(JsonObject.EMPTY);
  }

  private static String text(Json value) {
    return value instanceof JsonString(String sent) ? sent.strip().toLowerCase(Locale.ROOT) : "";
  }
}

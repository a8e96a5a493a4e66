package dev.rollcall.scim.profile;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.dialect.Leniency;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Reads the switches of dialects: an object of booleans by the names of [Leniency].
final class LeniencyReader {
  private static final List<String> NAMES =
      List.of(
          "coerceBooleanStrings",
          "expandDottedKeys",
          "memberRemoveByValueArray",
          "createOnFilterMiss",
          "emptyStringClears",
          "managerShapes",
          "ignoreUnknownAttributes",
          "unquotedFilterLiterals",
          "singleValueAsArray",
          "bareExtensionNames",
          "filterBehindBracket");

  private LeniencyReader() {}

  static Result<Leniency> read(JsonObject document) {
    for (Map.Entry<String, Json> member : document.members().entrySet()) {
      if (!NAMES.contains(member.getKey())) {
        return Definitions.invalid(
            "There is no dialect '" + member.getKey() + "'; there are " + NAMES + ".");
      }
      if (!(member.getValue() instanceof JsonBoolean)) {
        return Definitions.invalid("'" + member.getKey() + "' is true or false.");
      }
    }
    var on = new ArrayList<Boolean>();
    NAMES.forEach(name -> on.add(!JsonBoolean.FALSE.equals(document.get(name))));
    return Result.ok(
        new Leniency(
            on.get(0),
            on.get(1),
            on.get(2),
            on.get(3),
            on.get(4),
            on.get(5),
            on.get(6),
            on.get(7),
            on.get(8),
            on.get(9),
            on.get(10)));
  }
}

package dev.rollcall.scim.resource;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whether two canonical resources say the same: the order of elements means nothing, an unassigned
/// attribute is no attribute, and `primary` that is missing is false (RFC 7643 sections 2.4, 2.5).
final class SameResource {
  private static final String PRIMARY = "primary";

  private SameResource() {}

  static boolean same(JsonObject left, JsonObject right) {
    Set<String> names = new HashSet<>(left.members().keySet());
    names.addAll(right.members().keySet());
    return names.stream().allMatch(name -> same(left.get(name), right.get(name)));
  }

  static boolean same(@Nullable Json left, @Nullable Json right) {
    if (left == null || left.isUnassigned()) {
      return right == null || right.isUnassigned();
    }
    if (right == null) {
      return false;
    }
    if (left instanceof JsonArray(var some) && right instanceof JsonArray(var others)) {
      return some.size() == others.size() && counted(some).equals(counted(others));
    }
    if (left instanceof JsonObject object && right instanceof JsonObject other) {
      return same(object, other);
    }
    return left.equals(right);
  }

  private static Map<Json, Integer> counted(List<Json> elements) {
    var counts = new HashMap<Json, Integer>();
    elements.forEach(element -> counts.merge(withoutFalsePrimary(element), 1, Integer::sum));
    return counts;
  }

  private static Json withoutFalsePrimary(Json element) {
    if (element instanceof JsonObject object && JsonBoolean.FALSE.equals(object.get(PRIMARY))) {
      return object.without(PRIMARY);
    }
    return element;
  }
}

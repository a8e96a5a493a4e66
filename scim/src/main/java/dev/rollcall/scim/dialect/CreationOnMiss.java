package dev.rollcall.scim.dialect;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.filter.Filter;
import dev.rollcall.scim.filter.Filter.And;
import dev.rollcall.scim.filter.Filter.Comparison;
import dev.rollcall.scim.filter.Filter.Not;
import dev.rollcall.scim.filter.Filter.Or;
import dev.rollcall.scim.filter.Filter.Present;
import dev.rollcall.scim.filter.Filter.ValuePath;
import dev.rollcall.scim.filter.Operator;
import java.util.Optional;

/// A value path that is meant to make the element which it does not find. Entra addresses the work
/// e-mail so, whether or not there is one, and never recovers from `noTarget`.
///
/// Wrong: `{"op": "Replace", "path": "emails[type eq \"work\"].value", "value": "a@b.example"}`
/// while there is no work e-mail
///
/// Right: `{"op": "add", "path": "emails", "value": [{"type": "work", "value": "a@b.example"}]}`
///
/// Switch: [Leniency#createOnFilterMiss].
public final class CreationOnMiss {

  private CreationOnMiss() {}

  /// Returns the element that a filter describes: its `eq` terms as sub-attributes. Empty where it
  /// describes none: with `or`, `not`, another operator, or two values for one sub-attribute.
  public static Optional<JsonObject> toElement(Filter filter) {
    return switch (filter) {
      case Comparison(var path, var operator, var literal) when operator == Operator.EQ ->
          Optional.of(JsonObject.of(path.attribute(), literal));
      case And(var filters) -> {
        Optional<JsonObject> all = Optional.of(JsonObject.EMPTY);
        for (Filter one : filters) {
          all = all.flatMap(sum -> toElement(one).flatMap(terms -> joined(sum, terms)));
        }
        yield all;
      }
      case Comparison _, Or _, Not _, Present _, ValuePath _ -> Optional.empty();
    };
  }

  private static Optional<JsonObject> joined(JsonObject left, JsonObject right) {
    for (var term : right.members().entrySet()) {
      Json other = left.get(term.getKey());
      if (other != null && !other.equals(term.getValue())) {
        return Optional.empty();
      }
    }
    return Optional.of(left.toBuilder().putAll(right.members()).build());
  }
}

package dev.rollcall.scim.dialect;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.filter.CaseRule;
import dev.rollcall.scim.filter.Filter;
import dev.rollcall.scim.filter.Filter.And;
import dev.rollcall.scim.filter.Filter.Comparison;
import dev.rollcall.scim.filter.Filter.Or;
import dev.rollcall.scim.filter.Operator;
import dev.rollcall.scim.path.AttributePath;
import dev.rollcall.scim.schema.AttributeDefinition;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/// Removal of the elements that a value lists. Entra without its flag and JumpCloud remove group
/// members so. Whoever ignores the value empties the group.
///
/// Wrong: `{"op": "Remove", "path": "members", "value": [{"$ref": null, "value": "f648"}]}`
///
/// Right: `{"op": "remove", "path": "members[value eq \"f648\"]"}`
///
/// Switch: [Leniency#memberRemoveByValueArray].
public final class RemovalByValue {
  private static final String VALUE = "value";
  private static final String TYPE = "type";
  private static final String PRIMARY = "primary";

  private RemovalByValue() {}

  /// Returns the value filter that chooses the listed elements, or empty where none is listed.
  ///
  /// @param elements in canonical form
  public static Optional<Filter> toFilter(AttributeDefinition attribute, JsonArray elements) {
    var alternatives = new LinkedHashSet<Filter>();
    elements.elements().forEach(element -> alternatives.add(sameAs(attribute, element)));
    return anyOf(List.copyOf(alternatives));
  }

  private static Optional<Filter> anyOf(List<Filter> alternatives) {
    return switch (alternatives.size()) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(alternatives.getFirst());
      default -> Optional.of(new Or(alternatives));
    };
  }

  /// An element is known by its `value`, with its `type` where that is given; one without `value`,
  /// such as an address, by all that is given. `primary` is a mark on an element and no part of it.
  private static Filter sameAs(AttributeDefinition attribute, Json element) {
    if (!(element instanceof JsonObject object)) {
      return equal(VALUE, element);
    }
    boolean reference = CaseRule.refersToResources(attribute);
    boolean byValue = object.get(VALUE) != null;
    var terms = new ArrayList<Filter>();
    object
        .members()
        .forEach((name, value) -> {
          boolean counts =
              byValue
                  ? name.equals(VALUE) || (name.equals(TYPE) && !reference)
                  : !name.equals(PRIMARY) || object.members().size() == 1;
          if (counts) {
            terms.add(equal(name, value));
          }
        });
    return terms.size() == 1 ? terms.getFirst() : new And(terms);
  }

  private static Filter equal(String name, Json literal) {
    return new Comparison(new AttributePath(null, name, null), Operator.EQ, literal);
  }
}

package dev.rollcall.projection.directory.core;

import dev.rollcall.projection.directory.core.ElementSet.InDocument;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.filter.Filter;
import dev.rollcall.scim.filter.Filter.And;
import dev.rollcall.scim.filter.Filter.Comparison;
import dev.rollcall.scim.filter.Operator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one element must hold for a value filter: the `eq` terms of a conjunction as one object,
/// which the search copy can be asked to contain with the help of its index.
final class Containment {
  private final InDocument elements;
  private final JsonObject element;
  private final boolean whole;

  private Containment(InDocument elements, JsonObject element, boolean whole) {
    this.elements = elements;
    this.element = element;
    this.whole = whole;
  }

  static Containment of(InDocument elements, Filter filter) {
    List<Filter> terms = filter instanceof And(var all) ? all : List.of(filter);
    var element = JsonObject.builder();
    boolean whole = true;
    JsonObject sofar = JsonObject.EMPTY;
    for (Filter term : terms) {
      JsonObject held = held(elements, term);
      // Two values for one member cannot both be asked of one object.
      if (held == null || held.members().keySet().stream().anyMatch(sofar.members()::containsKey)) {
        whole = false;
      } else {
        element.putAll(held.members());
        sofar = element.build();
      }
    }
    return new Containment(elements, sofar, whole);
  }

  /// Says whether containing the object is all that the filter asks.
  boolean isWhole() {
    return whole;
  }

  /// Says whether the filter has no such term.
  boolean isEmpty() {
    return element.members().isEmpty();
  }

  String condition(Binds binds) {
    Json document = JsonArray.of(element);
    for (String name : elements.names().reversed()) {
      document = JsonObject.of(name, document);
    }
    return "r.search @> " + binds.json(document);
  }

  private static @Nullable JsonObject held(InDocument elements, Filter term) {
    if (!(term instanceof Comparison(var path, var operator, var literal))
        || operator != Operator.EQ) {
      return null;
    }
    return elements
        .attribute()
        .subAttribute(path.attribute())
        .map(elements::slot)
        .filter(JsonOperand.class::isInstance)
        .map(JsonOperand.class::cast)
        .filter(it -> JsonOperand.fits(literal, it.definition().type()))
        .map(it -> {
          Json wanted = it.comparable(literal);
          return JsonObject.of(it.names().getLast(), it.each() ? JsonArray.of(wanted) : wanted);
        })
        .orElse(null);
  }
}

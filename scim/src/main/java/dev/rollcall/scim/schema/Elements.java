package dev.rollcall.scim.schema;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonNull;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.scim.filter.CaseRule;
import dev.rollcall.scim.resource.CaseFolding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What holds for the elements of multi-valued attributes (RFC 7643 section 2.4): when two are the
/// same, which one is primary, when one says nothing any more.
public final class Elements {
  private static final String VALUE = "value";
  private static final String TYPE = "type";
  private static final String PRIMARY = "primary";
  private static final Set<String> MARKS = Set.of(TYPE, PRIMARY);

  private Elements() {}

  /// What makes an element the same as another one.
  public record Identity(Json value, Json type) {}

  /// Returns an element's identity: the `value` of a reference, the pair of `value` and `type` of
  /// any other element that has a value, and for the rest all that the element holds. Letter case
  /// counts where the schema says so.
  public static Identity identityOf(AttributeDefinition attribute, Json element) {
    if (!(element instanceof JsonObject object)) {
      return new Identity(folded(null, attribute, element), JsonNull.NULL);
    }
    Json value = object.get(VALUE);
    if (value == null || value instanceof JsonNull) {
      return new Identity(assignedPart(withoutFalsePrimary(object)), JsonNull.NULL);
    }
    Json type = CaseRule.refersToResources(attribute) ? null : object.get(TYPE);
    return new Identity(
        folded(attribute, attribute.subAttribute(VALUE).orElse(null), value),
        folded(attribute, attribute.subAttribute(TYPE).orElse(null), type));
  }

  /// Returns the elements with each identity once. What later twins add to the first one is kept.
  public static List<Json> collapse(AttributeDefinition attribute, List<Json> elements) {
    var places = new HashMap<Identity, Integer>();
    var distinct = new ArrayList<Json>(elements.size());
    for (Json element : elements) {
      Integer place = places.putIfAbsent(identityOf(attribute, element), distinct.size());
      if (place == null) {
        distinct.add(element);
      } else {
        distinct.set(place, merged(distinct.get(place), element));
      }
    }
    return distinct;
  }

  /// Says whether the elements of an attribute are added and removed whole because their
  /// sub-attributes are immutable.
  public static boolean isRecord(AttributeDefinition attribute) {
    return attribute.subAttributes().stream()
        .anyMatch(it -> it.mutability() == Mutability.IMMUTABLE);
  }

  /// Returns the elements by their identities; of twins the first.
  public static Map<Identity, Json> byIdentity(AttributeDefinition attribute, List<Json> elements) {
    var byIdentity = new HashMap<Identity, Json>();
    elements.forEach(it -> byIdentity.putIfAbsent(identityOf(attribute, it), it));
    return byIdentity;
  }

  /// Returns the first element with what the second one says otherwise or in addition.
  public static Json merged(Json first, Json second) {
    if (!(first instanceof JsonObject kept) || !(second instanceof JsonObject added)) {
      return first;
    }
    var members = kept.toBuilder();
    added
        .members()
        .forEach((name, value) -> members.put(name, keyPart(name, kept.get(name), value)));
    return assignedPart(members.build());
  }

  /// Counts the elements that are marked as primary.
  public static long countPrimary(List<Json> elements) {
    return elements.stream().filter(Elements::isPrimary).count();
  }

  /// Says whether an element is marked as primary.
  public static boolean isPrimary(Json element) {
    return element instanceof JsonObject object && JsonBoolean.TRUE.equals(object.get(PRIMARY));
  }

  /// Says whether nothing is left of an element but its `type` and `primary`, although its schema
  /// has more to say.
  public static boolean isHollow(AttributeDefinition attribute, JsonObject element) {
    return MARKS.containsAll(element.members().keySet())
        && attribute.subAttributes().stream().anyMatch(it -> !MARKS.contains(it.name()));
  }

  /// Returns an object without its unassigned members.
  public static JsonObject assignedPart(JsonObject object) {
    if (object.members().values().stream().noneMatch(Json::isUnassigned)) {
      return object;
    }
    var kept = JsonObject.builder();
    for (Map.Entry<String, Json> member : object.members().entrySet()) {
      if (!member.getValue().isUnassigned()) {
        kept.put(member.getKey(), member.getValue());
      }
    }
    return kept.build();
  }

  /// Primary false says the same as no primary.
  private static JsonObject withoutFalsePrimary(JsonObject object) {
    return JsonBoolean.FALSE.equals(object.get(PRIMARY)) ? object.without(PRIMARY) : object;
  }

  private static Json folded(
      @Nullable AttributeDefinition parent, @Nullable AttributeDefinition leaf, @Nullable Json it) {
    if (it == null) {
      return JsonNull.NULL;
    }
    boolean folds = leaf != null && !CaseRule.isExact(parent, leaf);
    return folds && it instanceof JsonString(var text)
        ? new JsonString(CaseFolding.fold(text))
        : it;
  }

  /// Twins may differ in the letter case of what makes them twins; the stored spelling stays.
  private static Json keyPart(String name, @Nullable Json kept, Json added) {
    return kept != null && (name.equals(VALUE) || name.equals(TYPE)) ? kept : added;
  }
}

package dev.rollcall.scim.schema;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonNull;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.dialect.BareElement;
import dev.rollcall.scim.dialect.BooleanText;
import dev.rollcall.scim.dialect.EmptyText;
import dev.rollcall.scim.dialect.Leniency;
import dev.rollcall.scim.dialect.OneElementArray;
import dev.rollcall.scim.dialect.ReferenceShapes;
import dev.rollcall.scim.filter.CaseRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Brings values that a client sent into canonical form, or refuses them with `invalidValue`: the
/// one place where types are checked, for POST, PUT and PATCH alike. Canonical is: names of
/// sub-attributes as the schema spells them, values of the schema's type, nothing unassigned,
/// nothing readOnly, no element twice. Unassigned comes out as null.
public final class ValueCoercion {
  private static final String VALUE = "value";

  /// Base64, standard or URL-safe, with the line breaks that certificates are sent with.
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_=\\s-]*+");

  private final Leniency leniency;

  public ValueCoercion(Leniency leniency) {
    this.leniency = leniency;
  }

  /// The canonical form of an attribute's whole value.
  public Result<Json> coerce(AttributeDefinition attribute, Json value) {
    return attribute.multiValued() ? list(attribute, value) : single(attribute, value, false);
  }

  /// The same, but of what PATCH sends: in a complex value the sub-attributes that are to be
  /// cleared stay, as null.
  public Result<Json> coerceChange(AttributeDefinition attribute, Json value) {
    return attribute.multiValued() ? list(attribute, value) : single(attribute, value, true);
  }

  /// The same for one element of a multi-valued attribute.
  public Result<Json> coerceElementChange(AttributeDefinition attribute, Json value) {
    return single(attribute, value, true);
  }

  private Result<Json> list(AttributeDefinition attribute, Json value) {
    List<Json> given = BareElement.toElements(value);
    if (!ElementLimits.RESOURCE.allow(attribute, given.size())) {
      return invalid(attribute, "has too many elements.");
    }
    var elements = new ArrayList<Json>(given.size());
    for (Json one : given) {
      switch (element(attribute, one)) {
        case Result.Ok<Json>(var element) -> {
          if (!element.isUnassigned()) {
            elements.add(element);
          }
        }
        case Result.Refused<Json> refused -> {
          return refused;
        }
      }
    }
    List<Json> distinct = Elements.collapse(attribute, elements);
    if (Elements.countPrimary(distinct) > 1) {
      return invalid(attribute, "has more than one element with primary true.");
    }
    return Result.ok(distinct.isEmpty() ? JsonNull.NULL : new JsonArray(distinct));
  }

  private Result<Json> element(AttributeDefinition attribute, Json value) {
    return single(attribute, value, true)
        .flatMap(element -> {
          if (!(element instanceof JsonObject given)) {
            return Result.ok(element);
          }
          JsonObject kept = Elements.assignedPart(given);
          boolean cleared = kept.members().size() < given.members().size();
          if (CaseRule.refersToResources(attribute)
              && kept.text(VALUE).isEmpty()
              && !value.isUnassigned()) {
            return invalid(attribute, "wants a 'value' in each element.");
          }
          return Result.ok(cleared && Elements.isHollow(attribute, kept) ? JsonNull.NULL : kept);
        });
  }

  private Result<Json> single(AttributeDefinition attribute, Json given, boolean keepNulls) {
    boolean reference = CaseRule.refersToResources(attribute);
    boolean unwraps = leniency.singleValueAsArray() || (reference && leniency.managerShapes());
    Json value = unwraps ? OneElementArray.unwrap(given) : given;
    if (value instanceof JsonNull || (value instanceof JsonArray(var all) && all.isEmpty())) {
      return Result.ok(JsonNull.NULL);
    }
    return switch (attribute.type()) {
      case COMPLEX -> complex(attribute, value, keepNulls);
      case BOOLEAN -> {
        Json read = leniency.coerceBooleanStrings() ? BooleanText.toBoolean(value) : value;
        yield require(read instanceof JsonBoolean, attribute, read);
      }
      case DECIMAL ->
          require(value instanceof JsonNumber && StorableText.isStorable(value), attribute, value);
      case INTEGER ->
          require(
              value instanceof JsonNumber(var number)
                  && StorableText.isStorable(value)
                  && number.stripTrailingZeros().scale() <= 0,
              attribute,
              value);
      case STRING, REFERENCE -> text(attribute, value, _ -> true);
      case DATE_TIME -> text(attribute, value, it -> DateTimes.parse(it).isPresent());
      case BINARY -> text(attribute, value, it -> BASE64.matcher(it).matches());
    };
  }

  private interface Check {
    boolean accepts(String text);
  }

  private Result<Json> text(AttributeDefinition attribute, Json given, Check check) {
    Json value = leniency.emptyStringClears() ? EmptyText.toNull(given) : given;
    return value instanceof JsonNull
        ? Result.ok(value)
        : require(
            value instanceof JsonString(var text)
                && StorableText.isStorable(text)
                && check.accepts(text),
            attribute,
            value);
  }

  private Result<Json> complex(AttributeDefinition attribute, Json given, boolean keepNulls) {
    boolean reference = CaseRule.refersToResources(attribute);
    Json cleared = leniency.emptyStringClears() ? EmptyText.toNull(given) : given;
    Json value =
        reference && leniency.managerShapes() ? ReferenceShapes.toObject(cleared) : cleared;
    if (value instanceof JsonNull) {
      return Result.ok(value);
    }
    if (!(value instanceof JsonObject object)) {
      return require(false, attribute, value);
    }
    if (reference && leniency.managerShapes()) {
      object = ReferenceShapes.withValue(object);
    }
    var members = JsonObject.builder();
    for (var member : object.members().entrySet()) {
      Optional<AttributeDefinition> known = attribute.subAttribute(member.getKey());
      if (known.isEmpty() && !leniency.ignoreUnknownAttributes()) {
        return invalid(attribute, "has no sub-attribute '" + member.getKey() + "'.");
      }
      if (known.isEmpty() || isOurs(attribute, known.get())) {
        continue;
      }
      switch (coerce(known.get(), member.getValue())) {
        case Result.Ok<Json>(var coerced) -> {
          if (keepNulls || !coerced.isUnassigned()) {
            members.put(known.get().name(), coerced);
          }
        }
        case Result.Refused<Json> refused -> {
          return refused;
        }
      }
    }
    return Result.ok(members.build());
  }

  /// What a client repeats from our own answers and we derive: readOnly sub-attributes, and the
  /// address of a resource that `value` names already. It does no harm and is passed over.
  private static boolean isOurs(AttributeDefinition attribute, AttributeDefinition sub) {
    return sub.mutability() == Mutability.READ_ONLY
        || (sub.name().equals("$ref") && CaseRule.refersToResources(attribute));
  }

  private static Result<Json> require(boolean fits, AttributeDefinition attribute, Json value) {
    return fits
        ? Result.ok(value)
        : invalid(attribute, "wants a value of type " + attribute.type().keyword() + ".");
  }

  private static Result<Json> invalid(AttributeDefinition attribute, String clause) {
    return Result.badRequest(
        ScimType.INVALID_VALUE, "Attribute '" + attribute.name() + "' " + clause);
  }
}

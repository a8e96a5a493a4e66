package dev.rollcall.scim.patch;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.filter.Filter;
import dev.rollcall.scim.filter.Filter.And;
import dev.rollcall.scim.filter.Filter.Comparison;
import dev.rollcall.scim.filter.Filter.Not;
import dev.rollcall.scim.filter.Filter.Or;
import dev.rollcall.scim.filter.Filter.Present;
import dev.rollcall.scim.filter.Filter.ValuePath;
import dev.rollcall.scim.filter.FilterEvaluator;
import dev.rollcall.scim.filter.Operator;
import dev.rollcall.scim.path.AttributePath;
import dev.rollcall.scim.schema.AttributeDefinition;
import dev.rollcall.scim.schema.StandardSchemas;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which members of a group a filter chooses, where a member is the row of an id and a type. The
/// address of a member is not stored and depends on the base URL that a client uses, so addresses
/// are compared by their last two segments, such as `/Users/2819c223`.
public final class MemberFilter {
  private static final String VALUE = "value";
  private static final String TYPE = "type";
  private static final String REF = "$ref";
  private static final String DISPLAY = "display";
  private static final AttributeDefinition MEMBERS =
      StandardSchemas.GROUP.attribute("members").orElseThrow();

  private MemberFilter() {}

  /// Brings a value filter on `members` into the form that [#matches] takes, or refuses what a row
  /// cannot tell: to answer as if nobody had a name would remove everybody whose name differs.
  static Result<Filter> of(Filter filter) {
    return switch (filter) {
      case And(var filters) -> all(filters).map(And::new);
      case Or(var filters) -> all(filters).map(Or::new);
      case Not(var negated) -> of(negated).map(Not::new);
      case Comparison comparison -> comparison(comparison);
      case Present(var path) -> path.attribute().equals(DISPLAY) ? refused() : Result.ok(filter);
      case ValuePath _ -> refused();
    };
  }

  /// Returns ids among which everyone is that a filter chooses, or empty where it can be anybody.
  /// No other member of a large group needs to be read then.
  public static Optional<Set<String>> ids(Filter filter) {
    return switch (filter) {
      case Comparison(var path, var operator, JsonString(var text)) when operator == Operator.EQ ->
          switch (path.attribute()) {
            case VALUE -> Optional.of(Set.of(text));
            case REF -> Optional.of(Set.of(text.substring(text.lastIndexOf('/') + 1)));
            default -> Optional.empty();
          };
      case And(var filters) ->
          filters.stream().map(MemberFilter::ids).flatMap(Optional::stream).findFirst();
      case Or(var filters) -> {
        var ids = new LinkedHashSet<String>();
        for (Filter one : filters) {
          Optional<Set<String>> some = ids(one);
          if (some.isEmpty()) {
            yield Optional.empty();
          }
          ids.addAll(some.get());
        }
        yield Optional.of(ids);
      }
      case Comparison _, Not _, Present _, ValuePath _ -> Optional.empty();
    };
  }

  /// Says whether a filter chooses a member.
  public static boolean matches(Filter filter, String id, String type) {
    return FilterEvaluator.matchesElement(MEMBERS, filter, element(id, type));
  }

  /// Says whether the record of a member holds all these parts already.
  public static boolean holds(JsonObject parts, String id, String type) {
    JsonObject element = element(id, type);
    return parts.members().entrySet().stream()
        .allMatch(part -> {
          var path = new AttributePath(null, part.getKey(), null);
          Json value = part.getValue();
          return value.isUnassigned()
              ? element.get(part.getKey()) == null
              : FilterEvaluator.matchesElement(
                  MEMBERS, new Comparison(path, Operator.EQ, value), element);
        });
  }

  private static JsonObject element(String id, String type) {
    String endpoint =
        (type.equals(StandardSchemas.GROUP_TYPE.name())
                ? StandardSchemas.GROUP_TYPE
                : StandardSchemas.USER_TYPE)
            .endpoint();
    return JsonObject.builder()
        .put(VALUE, id)
        .put(TYPE, type)
        .put(REF, endpoint + "/" + id)
        .build();
  }

  private static Result<List<Filter>> all(List<Filter> filters) {
    var made = new ArrayList<Filter>();
    for (Filter filter : filters) {
      switch (of(filter)) {
        case Result.Ok<Filter>(var one) -> made.add(one);
        case Result.Refused<Filter>(var error) -> {
          return Result.refused(error);
        }
      }
    }
    return Result.ok(made);
  }

  private static Result<Filter> comparison(Comparison comparison) {
    return switch (comparison.path().attribute()) {
      case DISPLAY -> refused();
      case REF ->
          switch (comparison.operator()) {
            case EQ, NE -> Result.ok(withoutBase(comparison));
            case CO, SW, EW, GT, GE, LT, LE -> refused();
          };
      default -> Result.ok(comparison);
    };
  }

  private static Comparison withoutBase(Comparison comparison) {
    if (!(comparison.literal() instanceof JsonString(var address))) {
      return comparison;
    }
    int id = address.lastIndexOf('/');
    int endpoint = address.lastIndexOf('/', id - 1);
    String path = id < 0 ? address : "/" + address.substring(endpoint + 1);
    return new Comparison(comparison.path(), comparison.operator(), new JsonString(path));
  }

  private static Result<Filter> refused() {
    return Result.badRequest(
        ScimType.INVALID_FILTER,
        "Members are chosen by 'value', by 'type', and by '$ref' with eq, ne or pr.");
  }
}

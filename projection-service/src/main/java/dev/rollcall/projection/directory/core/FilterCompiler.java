package dev.rollcall.projection.directory.core;

import dev.rollcall.projection.directory.core.ElementSet.InDocument;
import dev.rollcall.projection.directory.core.ElementSet.InRows;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.scim.filter.Filter;
import dev.rollcall.scim.filter.Filter.And;
import dev.rollcall.scim.filter.Filter.Comparison;
import dev.rollcall.scim.filter.Filter.Not;
import dev.rollcall.scim.filter.Filter.Or;
import dev.rollcall.scim.filter.Filter.Present;
import dev.rollcall.scim.filter.Filter.ValuePath;
import dev.rollcall.scim.filter.Operator;
import dev.rollcall.scim.path.AttributePath;
import dev.rollcall.scim.path.AttributeResolver;
import dev.rollcall.scim.schema.AttributeDefinition;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Compiles filters to conditions over the row `r` of the resource table. A row satisfies the
/// condition exactly where `FilterEvaluator` says that the rendered resource matches; a condition
/// may be null instead of false.
public final class FilterCompiler {
  private final CompileContext context;
  private final ResourceTypeDefinition type;
  private final Places places;

  private FilterCompiler(CompileContext context, ResourceTypeDefinition type) {
    this.context = context;
    this.type = type;
    this.places = new Places(context, type);
  }

  /// Returns the condition that a row is of the tenant, of one of the types, and matches.
  ///
  /// @param filters by the names of the types; a type without one matches whole
  public static String compile(
      CompileContext context, List<ResourceTypeDefinition> types, Map<String, Filter> filters) {
    String tenant = "r.tenant = " + context.binds().text(context.tenant());
    List<String> ofTypes =
        types.stream().map(type -> ofType(context, type, filters.get(type.name()))).toList();
    return tenant
        + " AND "
        + (ofTypes.size() == 1 ? ofTypes.getFirst() : "(" + String.join(" OR ", ofTypes) + ")");
  }

  private static String ofType(
      CompileContext context, ResourceTypeDefinition type, @Nullable Filter filter) {
    String condition = "r.type = " + context.binds().text(type.name());
    return filter == null
        ? condition
        : condition + " AND (" + new FilterCompiler(context, type).condition(filter) + ")";
  }

  private String condition(Filter filter) {
    return switch (filter) {
      case And(var filters) -> joined(" AND ", filters, this::condition);
      case Or(var filters) -> joined(" OR ", filters, this::condition);
      case Not(var negated) -> SqlText.negated(condition(negated));
      case Comparison(var path, var operator, var literal) ->
          ofValue(path, new Comparison(relative(path), operator, literal));
      case Present(var path) -> ofValue(path, new Present(relative(path)));
      case ValuePath(var path, var inner) ->
          AttributeResolver.definition(type, path)
              .map(attribute -> ofElements(path, attribute, inner))
              .orElse(SqlText.FALSE);
    };
  }

  /// @param test a comparison or a presence test, of which the path does not count
  private String ofValue(AttributePath path, Filter test) {
    AttributeDefinition attribute = AttributeResolver.definition(type, path).orElse(null);
    if (attribute == null) {
      return test(new Operand.Missing(), test);
    }
    String subName = path.subAttribute();
    // The `value` of a simple attribute is the attribute itself.
    if (subName == null || (attribute.subAttributes().isEmpty() && subName.equals("value"))) {
      return isInRows(path, attribute)
          ? anyElement(path, attribute)
          : test(places.operand(path, attribute, null), test);
    }
    Optional<AttributeDefinition> sub = attribute.subAttribute(subName);
    if (sub.isEmpty()) {
      return test(new Operand.Missing(), test);
    }
    return attribute.multiValued()
        ? ofElements(path, attribute, test)
        : test(places.operand(path, attribute, sub.get()), test);
  }

  private boolean isInRows(AttributePath path, AttributeDefinition attribute) {
    return attribute.multiValued() && places.elements(path, attribute) instanceof InRows;
  }

  private String anyElement(AttributePath path, AttributeDefinition attribute) {
    return places.elements(path, attribute).any(SqlText.TRUE);
  }

  private String ofElements(AttributePath path, AttributeDefinition attribute, Filter inner) {
    return switch (places.elements(path, attribute)) {
      case InRows rows -> rows.any(ofElement(rows, attribute, inner));
      case InDocument document -> {
        var contained = Containment.of(document, inner);
        if (contained.isWhole()) {
          yield contained.condition(context.binds());
        }
        String exists = document.any(ofElement(document, attribute, inner));
        // What one element must hold at least lets the index find the few candidates.
        yield contained.isEmpty()
            ? exists
            : "(" + contained.condition(context.binds()) + " AND " + exists + ")";
      }
    };
  }

  private String ofElement(ElementSet elements, AttributeDefinition attribute, Filter filter) {
    return switch (filter) {
      case And(var all) -> joined(" AND ", all, it -> ofElement(elements, attribute, it));
      case Or(var any) -> joined(" OR ", any, it -> ofElement(elements, attribute, it));
      case Not(var negated) -> SqlText.negated(ofElement(elements, attribute, negated));
      case Comparison(var path, _, _) -> test(slot(elements, attribute, path), filter);
      case Present(var path) -> test(slot(elements, attribute, path), filter);
      case ValuePath _ -> SqlText.FALSE;
    };
  }

  private static Operand slot(
      ElementSet elements, AttributeDefinition attribute, AttributePath path) {
    return attribute
        .subAttribute(path.attribute())
        .map(elements::slot)
        .orElseGet(Operand.Missing::new);
  }

  private String test(Operand operand, Filter test) {
    return switch (test) {
      case Comparison(_, Operator operator, Json literal) ->
          operand.compare(operator, literal, context.binds());
      case Present _ -> operand.present();
      case And _, Or _, Not _, ValuePath _ ->
          throw new IllegalArgumentException("Not a test of one value: " + test);
    };
  }

  /// A path as it stands between brackets.
  private static AttributePath relative(AttributePath path) {
    String sub = path.subAttribute();
    return new AttributePath(null, sub == null ? path.attribute() : sub, null);
  }

  private static String joined(
      String word, List<Filter> filters, Function<Filter, String> condition) {
    return filters.stream().map(condition).collect(Collectors.joining(word, "(", ")"));
  }
}

package dev.rollcall.scim.filter;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonNull;
import dev.rollcall.scim.dialect.BehindBracket;
import dev.rollcall.scim.dialect.Leniency;
import dev.rollcall.scim.filter.Filter.And;
import dev.rollcall.scim.filter.Filter.Comparison;
import dev.rollcall.scim.filter.Filter.Not;
import dev.rollcall.scim.filter.Filter.Or;
import dev.rollcall.scim.filter.Filter.Present;
import dev.rollcall.scim.filter.Filter.ValuePath;
import dev.rollcall.scim.filter.NameScope.Name;
import dev.rollcall.scim.path.AttributePath;
import dev.rollcall.scim.schema.AttributeDefinition;
import dev.rollcall.scim.schema.AttributeType;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/// The recursive descent over one text, from the loosest binding to the tightest: `or`, `and`,
/// `not` and groups, attribute expressions.
final class FilterDescent {
  private final FilterScanner scanner;
  private final FilterLimits limits;
  private final LiteralReader literals;
  private final Leniency leniency;
  private int depth;
  private int nodes;

  FilterDescent(String text, FilterLimits limits, Leniency leniency) {
    this.scanner = new FilterScanner(text);
    this.limits = limits;
    this.literals = new LiteralReader(scanner, leniency);
    this.leniency = leniency;
  }

  /// Reads the whole text.
  Filter whole(NameScope scope) {
    Filter filter = disjunction(scope);
    scanner.skipBlanks();
    if (!scanner.atEnd()) {
      throw new Unreadable(scanner.position(), "'and', 'or' or the end is due");
    }
    return filter;
  }

  private Filter disjunction(NameScope scope) {
    var filters = new ArrayList<Filter>();
    do {
      filters.add(conjunction(scope));
      scanner.skipBlanks();
    } while (scanner.takeKeyword("or"));
    return filters.size() == 1 ? filters.getFirst() : new Or(filters);
  }

  private Filter conjunction(NameScope scope) {
    var filters = new ArrayList<Filter>();
    do {
      filters.add(term(scope));
      scanner.skipBlanks();
    } while (scanner.takeKeyword("and"));
    return filters.size() == 1 ? filters.getFirst() : new And(filters);
  }

  private Filter term(NameScope scope) {
    scanner.skipBlanks();
    int start = scanner.position();
    if (scanner.take('(')) {
      return group(scope, start, ')');
    }
    String name = scanner.name();
    if (name.equalsIgnoreCase("not")) {
      count(start);
      scanner.skipBlanks();
      int bracket = scanner.position();
      if (!scanner.take('(')) {
        throw new Unreadable(bracket, "'not' wants its filter in parentheses");
      }
      return new Not(group(scope, bracket, ')'));
    }
    int beforeBlanks = scanner.position();
    scanner.skipBlanks();
    if (scanner.take('[')) {
      return valuePath(scope, start, name);
    }
    scanner.returnTo(beforeBlanks);
    return expression(scope.resolve(start, name), start);
  }

  private Filter group(NameScope scope, int start, char close) {
    depth++;
    if (depth > limits.depthMax()) {
      throw new Unreadable(start, "The filter nests deeper than " + limits.depthMax());
    }
    Filter filter = disjunction(scope);
    scanner.skipBlanks();
    if (!scanner.take(close)) {
      throw new Unreadable(scanner.position(), "'and', 'or' or '" + close + "' is due");
    }
    depth--;
    return filter;
  }

  private Filter valuePath(NameScope scope, int start, String text) {
    if (scope instanceof NameScope.OfElement) {
      throw new Unreadable(start, "Value paths do not nest");
    }
    count(start);
    Name name = scope.resolve(start, text);
    AttributeDefinition definition = name.definition();
    if (definition != null && definition.type() != AttributeType.COMPLEX) {
      throw new Unreadable(start, "'" + text + "' is not complex and takes no brackets");
    }
    var element = new NameScope.OfElement(name.path().attribute(), definition);
    Filter inner = group(element, scanner.position() - 1, ']');
    if (scanner.take('.')) {
      inner = behindBracket(element, inner);
    }
    return definition == null || definition.multiValued()
        ? new ValuePath(name.path(), inner)
        : SingleValued.unfold(name.path(), inner);
  }

  private Filter behindBracket(NameScope.OfElement element, Filter inner) {
    int start = scanner.position();
    if (!leniency.filterBehindBracket()) {
      throw new Unreadable(start - 1, "Nothing stands behind a bracket but 'and' or 'or'");
    }
    Filter behind = expression(element.resolve(start, scanner.name()), start);
    return BehindBracket.join(inner, behind);
  }

  /// The operator and the literal behind a name.
  private Filter expression(Name name, int start) {
    count(start);
    scanner.skipBlanks();
    int operatorAt = scanner.position();
    String keyword = scanner.keyword();
    if (keyword.equals("pr")) {
      return new Present(name.path());
    }
    Operator operator = operator(operatorAt, keyword);
    scanner.skipBlanks();
    Name compared = byValue(name);
    AttributeType type = typeOf(compared.definition());
    if (type != null && type != AttributeType.COMPLEX && !OperatorRule.allows(operator, type)) {
      throw new Unreadable(operatorAt, "'" + keyword + "' does not go with type " + type.keyword());
    }
    int literalAt = scanner.position();
    Json literal = literals.read(type);
    if (literal instanceof JsonNull) {
      return ofNull(name, operator, literalAt);
    }
    if (type == AttributeType.COMPLEX) {
      throw new Unreadable(start, "'" + name.path() + "' is complex: name a sub-attribute");
    }
    return new Comparison(compared.path(), operator, literal);
  }

  /// Null is the unassigned state, so comparing with it asks for presence.
  private static Filter ofNull(Name name, Operator operator, int at) {
    return switch (operator) {
      case EQ -> new Not(new Present(name.path()));
      case NE -> new Present(name.path());
      case CO, SW, EW, GT, GE, LT, LE ->
          throw new Unreadable(at, "null goes with 'eq' and 'ne' alone");
    };
  }

  private static Operator operator(int at, String keyword) {
    for (Operator operator : Operator.values()) {
      if (operator.keyword().equals(keyword)) {
        return operator;
      }
    }
    throw new Unreadable(
        at, keyword.isEmpty() ? "An operator is due" : "'" + keyword + "' is no operator");
  }

  /// A complex attribute alone is compared by its `value` (RFC 7643 section 2.4).
  private static Name byValue(Name name) {
    AttributeDefinition definition = name.definition();
    if (definition == null || definition.type() != AttributeType.COMPLEX) {
      return name;
    }
    AttributePath path = name.path();
    return definition
        .subAttribute("value")
        .map(it -> new Name(new AttributePath(path.schemaUrn(), path.attribute(), it.name()), it))
        .orElse(name);
  }

  private static @Nullable AttributeType typeOf(@Nullable AttributeDefinition definition) {
    return definition == null ? null : definition.type();
  }

  private void count(int at) {
    nodes++;
    if (nodes > limits.nodesMax()) {
      throw new Unreadable(at, "The filter has more than " + limits.nodesMax() + " conditions");
    }
  }
}

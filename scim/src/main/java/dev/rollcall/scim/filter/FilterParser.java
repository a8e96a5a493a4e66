package dev.rollcall.scim.filter;

import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.dialect.Leniency;
import dev.rollcall.scim.schema.AttributeDefinition;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads filters (RFC 7644 section 3.4.2.2) and the value filters of PATCH paths (section 3.5.2).
/// Names are resolved and literals typed while reading; what cannot be read is an `invalidFilter`
/// refusal that names the column.
public final class FilterParser {
  private final FilterLimits limits;
  private final Leniency leniency;

  /// A parser that also reads what real clients send outside the grammar.
  public FilterParser(FilterLimits limits) {
    this(limits, Leniency.ALL);
  }

  /// A parser with the given tolerance for literals.
  public FilterParser(FilterLimits limits, Leniency leniency) {
    this.limits = limits;
    this.leniency = leniency;
  }

  /// Reads a filter over resources of one type.
  public Result<Filter> parse(ResourceTypeDefinition type, String text) {
    return read(text, new NameScope.OfResources(List.of(type), leniency));
  }

  /// Reads a filter over resources of several types, once for each: what they call by one name may
  /// be of another schema or type in each. What one of them has is known in all, and has no value
  /// in the others (RFC 7644 section 3.4.2.1).
  ///
  /// @return the filters by the names of their types
  public Result<Map<String, Filter>> parse(List<ResourceTypeDefinition> types, String text) {
    var filters = new LinkedHashMap<String, Filter>();
    for (ResourceTypeDefinition type : types) {
      var itsNamesFirst = new ArrayList<>(List.of(type));
      types.stream().filter(it -> !it.equals(type)).forEach(itsNamesFirst::add);
      switch (read(text, new NameScope.OfResources(List.copyOf(itsNamesFirst), leniency))) {
        case Result.Refused<Filter>(var error) -> {
          return Result.refused(error);
        }
        case Result.Ok<Filter>(var filter) -> filters.put(type.name(), filter);
      }
    }
    return Result.ok(filters);
  }

  /// Reads the text between the brackets of a PATCH path.
  ///
  /// @param attribute the multi-valued attribute before the bracket; where it is not complex,
  ///   `value` stands for an element itself
  public Result<Filter> parseValueFilter(AttributeDefinition attribute, String text) {
    return read(text, new NameScope.OfElement(attribute.name(), attribute));
  }

  private Result<Filter> read(String text, NameScope scope) {
    if (text.length() > limits.charsMax()) {
      return refused("A filter has at most " + limits.charsMax() + " characters.");
    }
    try {
      return Result.ok(new FilterDescent(text, limits, leniency).whole(scope));
    } catch (Unreadable e) {
      return refused(e.sentence());
    }
  }

  private static Result<Filter> refused(String sentence) {
    return Result.badRequest(ScimType.INVALID_FILTER, "The filter cannot be read: " + sentence);
  }
}

package dev.rollcall.scim.filter;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.scim.path.AttributePath;
import java.util.List;

/// A filter as a syntax tree (RFC 7644 section 3.4.2.2). Names are already resolved against the
/// schemas, and literals are already of their attribute's type: a parsed filter has no error left.
/// What no schema defines has no value. Comparing with null comes out as [Present] or its negation,
/// and brackets behind a complex attribute that has one value as conditions on its sub-attributes.
public sealed interface Filter {

  /// All hold. At least two.
  record And(List<Filter> filters) implements Filter {
    public And {
      filters = List.copyOf(filters);
    }
  }

  /// At least one holds. At least two.
  record Or(List<Filter> filters) implements Filter {
    public Or {
      filters = List.copyOf(filters);
    }
  }

  /// The inner one does not hold.
  record Not(Filter filter) implements Filter {}

  /// An attribute compared with a literal. True where any value of a multi-valued attribute
  /// compares. A complex attribute without sub-attribute is compared by its `value` (RFC 7643
  /// section 2.4): the parser writes that sub-attribute into the path.
  ///
  /// `ne` is the negation of `eq` for each value: true for an attribute that is single-valued and
  /// unassigned, false for a multi-valued one without elements.
  ///
  /// @param literal JSON string, number or boolean, of the attribute's type; a dateTime in the
  ///   spelling of `DateTimes.canonical`, whose order as text is the order in time
  record Comparison(AttributePath path, Operator operator, Json literal) implements Filter {}

  /// The attribute has a value.
  record Present(AttributePath path) implements Filter {}

  /// One element of a multi-valued complex attribute satisfies the inner filter, whose paths are
  /// relative: `attribute` is the sub-attribute's name, `schemaUrn` and `subAttribute` are null.
  record ValuePath(AttributePath path, Filter filter) implements Filter {}
}

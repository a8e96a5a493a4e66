package dev.rollcall.scim.filter;

import dev.rollcall.scim.filter.Filter.And;
import dev.rollcall.scim.filter.Filter.Comparison;
import dev.rollcall.scim.filter.Filter.Not;
import dev.rollcall.scim.filter.Filter.Or;
import dev.rollcall.scim.filter.Filter.Present;
import dev.rollcall.scim.filter.Filter.ValuePath;
import dev.rollcall.scim.path.AttributePath;
import java.util.List;

/// Brackets behind a complex attribute that has one value: `name[familyName eq "x"]` says the same
/// as `name pr and name.familyName eq "x"`, and that is what the tree holds.
final class SingleValued {

  private SingleValued() {}

  static Filter unfold(AttributePath attribute, Filter inner) {
    return new And(List.of(new Present(attribute), moved(attribute, inner)));
  }

  private static Filter moved(AttributePath to, Filter filter) {
    return switch (filter) {
      case And(var filters) -> new And(filters.stream().map(it -> moved(to, it)).toList());
      case Or(var filters) -> new Or(filters.stream().map(it -> moved(to, it)).toList());
      case Not(var negated) -> new Not(moved(to, negated));
      case Comparison(var path, var operator, var literal) ->
          new Comparison(moved(to, path), operator, literal);
      case Present(var path) -> new Present(moved(to, path));
      case ValuePath _ -> throw new IllegalStateException("Value paths do not nest");
    };
  }

  private static AttributePath moved(AttributePath to, AttributePath relative) {
    return new AttributePath(to.schemaUrn(), to.attribute(), relative.attribute());
  }
}

package dev.rollcall.projection.directory;

import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.filter.Filter;
import dev.rollcall.scim.filter.Filter.And;
import dev.rollcall.scim.filter.Filter.Comparison;
import dev.rollcall.scim.filter.Filter.Not;
import dev.rollcall.scim.filter.Filter.Or;
import dev.rollcall.scim.filter.Filter.Present;
import dev.rollcall.scim.filter.Filter.ValuePath;
import dev.rollcall.scim.schema.StorableText;
import java.util.Map;

/// Refuses what a database cannot even be asked: texts that none of its texts can equal.
final class FilterLiterals {

  private FilterLiterals() {}

  static Result<Map<String, Filter>> checked(Map<String, Filter> filters) {
    return filters.values().stream().allMatch(FilterLiterals::isAskable)
        ? Result.ok(filters)
        : Result.badRequest(
            ScimType.INVALID_FILTER,
            "The filter compares with a text that has U+0000 or half of a surrogate pair.");
  }

  private static boolean isAskable(Filter filter) {
    return switch (filter) {
      case And(var filters) -> filters.stream().allMatch(FilterLiterals::isAskable);
      case Or(var filters) -> filters.stream().allMatch(FilterLiterals::isAskable);
      case Not(var negated) -> isAskable(negated);
      case Comparison(_, _, var literal) -> StorableText.isStorable(literal);
      case Present _ -> true;
      case ValuePath(_, var inner) -> isAskable(inner);
    };
  }
}

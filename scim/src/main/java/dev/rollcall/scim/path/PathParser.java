package dev.rollcall.scim.path;

import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.dialect.BareExtensionName;
import dev.rollcall.scim.dialect.Leniency;
import dev.rollcall.scim.filter.Filter;
import dev.rollcall.scim.filter.Filter.And;
import dev.rollcall.scim.filter.Filter.Comparison;
import dev.rollcall.scim.filter.Filter.Not;
import dev.rollcall.scim.filter.Filter.Or;
import dev.rollcall.scim.filter.Filter.Present;
import dev.rollcall.scim.filter.Filter.ValuePath;
import dev.rollcall.scim.filter.FilterLimits;
import dev.rollcall.scim.filter.FilterParser;
import dev.rollcall.scim.schema.AttributeDefinition;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads the paths of PATCH operations: `PATH = attrPath / valuePath [subAttr]` (RFC 7644 section
/// 3.5.2). What cannot be read is `invalidPath`, or `invalidFilter` where the text between the
/// brackets is the reason.
public final class PathParser {
  private final FilterLimits limits;
  private final Leniency leniency;
  private final FilterParser filters;

  public PathParser(FilterLimits limits, Leniency leniency) {
    this.limits = limits;
    this.leniency = leniency;
    this.filters = new FilterParser(limits, leniency);
  }

  /// Reads one path.
  public Result<PathReading> parse(ResourceTypeDefinition type, String text) {
    String path = text.strip();
    if (path.length() > limits.charsMax()) {
      return invalid("A path has at most " + limits.charsMax() + " characters.");
    }
    int open = path.indexOf('[');
    if (open < 0) {
      return plain(type, path);
    }
    int close = closing(path, open);
    if (close < open) {
      return invalid("Path '" + path + "' has a bracket that is not closed.");
    }
    String rest = path.substring(close + 1);
    String name = path.substring(0, open).stripTrailing();
    return switch (resolve(type, name)) {
      case Named.Known known when known.subAttribute() == null && known.attribute().multiValued() ->
          filtered(known, path.substring(open + 1, close), rest);
      case Named.Known _, Named.WholeSchema _ ->
          invalid("'" + name + "' has no elements to choose from with brackets.");
      case Named.Unknown _ ->
          isSubAttribute(rest) ? Result.ok(new PathReading.Undefined(null)) : invalidEnd(path);
      case Named.Malformed(var problem) -> invalid(problem + ".");
    };
  }

  /// The bracket that closes the one at `open`: one inside a text in quotes closes nothing. Where a
  /// text is not closed none is found so; then it is the last one, and the filter is what is wrong.
  private static int closing(String path, int open) {
    int depth = 0;
    boolean quoted = false;
    for (int i = open; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (quoted && c == '\\') {
        i++;
      } else if (!quoted && c == '[') {
        depth++;
      } else if (!quoted && c == ']' && --depth == 0) {
        return i;
      }
    }
    return path.lastIndexOf(']');
  }

  private Named resolve(ResourceTypeDefinition type, String name) {
    Named named = AttributeResolver.resolve(type, name);
    return leniency.bareExtensionNames() ? named : BareExtensionName.toUnknown(name, named);
  }

  private Result<PathReading> plain(ResourceTypeDefinition type, String path) {
    return switch (resolve(type, path)) {
      case Named.Known(var target, var attribute, var subAttribute) ->
          Result.ok(new PathReading.Target(new PatchPath(target, null), attribute, subAttribute));
      case Named.WholeSchema(var schema, var extension) ->
          Result.ok(new PathReading.Whole(schema, extension));
      case Named.Unknown(var unknown) -> Result.ok(new PathReading.Undefined(unknown));
      case Named.Malformed(var problem) -> invalid(problem + ".");
    };
  }

  private Result<PathReading> filtered(Named.Known known, String between, String rest) {
    if (!isSubAttribute(rest)) {
      return invalidEnd("]" + rest);
    }
    AttributeDefinition attribute = known.attribute();
    return filters
        .parseValueFilter(attribute, between)
        .map(filter -> target(known, filter, rest.isEmpty() ? null : rest.substring(1)));
  }

  private static PathReading target(Named.Known known, Filter filter, @Nullable String subName) {
    AttributeDefinition attribute = known.attribute();
    AttributeDefinition sub = subName == null ? null : attribute.subAttribute(subName).orElse(null);
    boolean undefined =
        (subName != null && sub == null) || !names(filter).allMatch(it -> knows(attribute, it));
    if (undefined) {
      return new PathReading.Undefined(null);
    }
    var path =
        new AttributePath(
            known.path().schemaUrn(), attribute.name(), sub == null ? null : sub.name());
    return new PathReading.Target(new PatchPath(path, filter), attribute, sub);
  }

  private static boolean knows(AttributeDefinition attribute, String name) {
    return attribute.subAttributes().isEmpty()
        ? name.equals("value")
        : attribute.subAttribute(name).isPresent();
  }

  private static Stream<String> names(Filter filter) {
    return switch (filter) {
      case And(var filters) -> filters.stream().flatMap(PathParser::names);
      case Or(var filters) -> filters.stream().flatMap(PathParser::names);
      case Not(var negated) -> names(negated);
      case Comparison(var path, _, _) -> Stream.of(path.attribute());
      case Present(var path) -> Stream.of(path.attribute());
      case ValuePath(var path, _) -> Stream.of(path.attribute());
    };
  }

  private static boolean isSubAttribute(String rest) {
    return rest.isEmpty() || (rest.startsWith(".") && AttributeNames.isName(rest.substring(1)));
  }

  private static Result<PathReading> invalidEnd(String text) {
    return invalid("'" + text + "' wants a dot and a sub-attribute, or nothing, at its end.");
  }

  private static Result<PathReading> invalid(String sentence) {
    return Result.badRequest(ScimType.INVALID_PATH, "The path cannot be read: " + sentence);
  }
}

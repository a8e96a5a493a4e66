package dev.rollcall.connector.targets;

import dev.rollcall.connector.mapping.MappingLanguage;
import dev.rollcall.connector.mapping.MappingLanguage.Read;
import dev.rollcall.connector.mapping.core.Scope;
import dev.rollcall.connector.mapping.core.Scope.UserFilter;
import dev.rollcall.connector.mapping.core.Shaping;
import dev.rollcall.connector.mapping.core.Shaping.Written;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.filter.Filter;
import dev.rollcall.scim.filter.FilterLimits;
import dev.rollcall.scim.filter.FilterParser;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.SchemaRegistry;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads `scope` and `mapping` of a target.
final class ShapingReader {
  private static final Set<String> TYPES = Set.of("User", "Group");
  private static final Set<String> SCOPE_MEMBERS = Set.of("filter", "groups");
  private static final int GROUPS_MAX = 100;
  private static final ResourceTypeDefinition USER =
      SchemaRegistry.standard().resourceType("User").orElseThrow();

  private final FilterParser filters = new FilterParser(FilterLimits.CLIENT);
  private final MappingLanguage language;
  private final Consumer<String> problems;

  /// @param problems takes a sentence for each thing that is wrong
  ShapingReader(MappingLanguage language, Consumer<String> problems) {
    this.language = language;
    this.problems = problems;
  }

  /// @param usual mappings of the types that the entry has none for
  Shaping read(JsonObject entry, Map<String, String> usual) {
    Scope scope = scope(entry.get("scope"));
    Map<String, Written> mappings = mappings(entry.get("mapping"));
    usual.forEach((type, text) -> {
      if (!mappings.containsKey(type)) {
        mapping(type, text, mappings);
      }
    });
    return new Shaping(scope, mappings);
  }

  private Scope scope(@Nullable Json given) {
    if (given == null) {
      return Scope.EVERYTHING;
    }
    if (!(given instanceof JsonObject scope)) {
      problems.accept("'scope' must be an object");
      return Scope.EVERYTHING;
    }
    known(scope, SCOPE_MEMBERS, "scope.");
    return new Scope(filter(scope.get("filter")), groups(scope.get("groups")));
  }

  private @Nullable UserFilter filter(@Nullable Json given) {
    if (given == null) {
      return null;
    }
    if (!(given instanceof JsonString(var text))) {
      problems.accept("'scope.filter' must be text");
      return null;
    }
    return switch (filters.parse(USER, text)) {
      case Result.Refused<Filter>(var error) -> {
        // Whoever says several of them puts the stops.
        problems.accept("'scope.filter': " + error.detail().replaceFirst("\\.$", ""));
        yield null;
      }
      case Result.Ok<Filter>(var filter) -> {
        new FilterNames(USER, name -> problems.accept("'scope.filter': " + name)).check(filter);
        yield new UserFilter(USER, filter, text);
      }
    };
  }

  private Set<String> groups(@Nullable Json given) {
    var ids = new LinkedHashSet<String>();
    if (given == null) {
      return ids;
    }
    if (!(given instanceof JsonArray(var elements))
        || elements.isEmpty()
        || elements.size() > GROUPS_MAX) {
      problems.accept("'scope.groups' must be an array of 1 to " + GROUPS_MAX + " ids of groups");
      return ids;
    }
    for (Json each : elements) {
      if (each instanceof JsonString(var id) && !id.isBlank()) {
        ids.add(id);
      } else {
        problems.accept("'scope.groups' must be an array of ids of groups");
      }
    }
    return ids;
  }

  private Map<String, Written> mappings(@Nullable Json given) {
    var mappings = new LinkedHashMap<String, Written>();
    if (given == null) {
      return mappings;
    }
    if (!(given instanceof JsonObject texts)) {
      problems.accept("'mapping' must be an object with 'User' or 'Group'");
      return mappings;
    }
    known(texts, TYPES, "mapping.");
    texts
        .members()
        .forEach((type, value) -> {
          if (value instanceof JsonString(var text)) {
            mapping(type, text, mappings);
          } else {
            problems.accept("'mapping." + type + "' must be text");
          }
        });
    return mappings;
  }

  private void mapping(String type, String text, Map<String, Written> mappings) {
    switch (language.read(text)) {
      case Read.Good(var mapping) -> mappings.put(type, new Written(text, mapping));
      case Read.Bad(var fault) -> problems.accept("'mapping." + type + "' " + fault.in(text));
    }
  }

  private void known(JsonObject object, Set<String> names, String prefix) {
    for (String name : object.members().keySet()) {
      if (!names.contains(name)) {
        problems.accept("'" + prefix + name + "' is not known");
      }
    }
  }
}

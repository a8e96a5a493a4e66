package dev.rollcall.scim.resource;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.path.AttributePath;
import dev.rollcall.scim.path.AttributeResolver;
import dev.rollcall.scim.path.Named;
import dev.rollcall.scim.schema.AttributeDefinition;
import dev.rollcall.scim.schema.CommonAttributes;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.Returned;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which attributes an answer has: `attributes` and `excludedAttributes` (RFC 7644 section 3.9).
/// `id` and `schemas` always come, write-only values never.
public final class AttributeSelection {
  /// What comes without either parameter.
  public static final AttributeSelection DEFAULT =
      new AttributeSelection(Mode.EXCEPT, List.of(), Map.of(), List.of());

  private enum Mode {
    ONLY,
    EXCEPT
  }

  private final Mode mode;
  private final List<String> names;
  private final Map<String, SelectedAttributes> byType;
  private final List<String> specified;

  private AttributeSelection(
      Mode mode,
      List<String> names,
      Map<String, SelectedAttributes> byType,
      List<String> specified) {
    this.mode = mode;
    this.names = names;
    this.byType = byType;
    this.specified = specified;
  }

  /// Reads the two lists; each text may itself be a comma-separated list, as in a URL. Unknown
  /// names are ignored. Both at once are `invalidValue`.
  public static Result<AttributeSelection> parse(
      List<ResourceTypeDefinition> types, List<String> attributes, List<String> excluded) {
    List<String> only = split(attributes);
    List<String> except = split(excluded);
    if (!only.isEmpty() && !except.isEmpty()) {
      return Result.badRequest(
          ScimType.INVALID_VALUE, "'attributes' and 'excludedAttributes' exclude each other.");
    }
    List<String> names = only.isEmpty() ? except : only;
    var byType = new HashMap<String, SelectedAttributes>();
    types.forEach(type -> byType.put(type.name(), SelectedAttributes.of(type, names)));
    return Result.ok(
        new AttributeSelection(only.isEmpty() ? Mode.EXCEPT : Mode.ONLY, names, byType, List.of()));
  }

  /// Returns this selection for the answer to a write, which shows what the write specified and is
  /// else returned on request alone (RFC 7643 section 7). `attributes` overrides that as it
  /// overrides everything that comes without being asked for (RFC 7644 section 3.9), and what is
  /// excluded stays out.
  ///
  /// @param written names as [Specified] gives them, or comma-separated lists of them
  public AttributeSelection specifying(List<String> written) {
    return new AttributeSelection(mode, names, byType, split(written));
  }

  /// Says whether an answer about a resource of this type has the attribute or a part of it: what
  /// is not included need not be fetched.
  public boolean includes(ResourceTypeDefinition type, String name) {
    return AttributeResolver.resolve(type, name) instanceof Named.Known known
        && isIncluded(type, known.path(), known.attribute());
  }

  /// Returns the part of a rendered resource that was asked for.
  public JsonObject apply(ResourceTypeDefinition type, JsonObject resource) {
    SelectedAttributes selected = selected(type);
    var kept = JsonObject.builder();
    for (Map.Entry<String, Json> member : resource.members().entrySet()) {
      String name = member.getKey();
      Json value = cut(type, selected, name, member.getValue());
      if (value != null && !(value.isUnassigned() && !member.getValue().isUnassigned())) {
        kept.put(name, value);
      }
    }
    return kept.build();
  }

  private @Nullable Json cut(
      ResourceTypeDefinition type, SelectedAttributes selected, String name, Json value) {
    AttributeDefinition attribute =
        type.schema().attribute(name).or(() -> CommonAttributes.find(name)).orElse(null);
    if (attribute != null) {
      return attribute(type, null, attribute, value);
    }
    for (var extension : type.extensions()) {
      if (extension.schema().urn().equals(name) && value instanceof JsonObject values) {
        var kept = JsonObject.builder();
        for (AttributeDefinition each : extension.schema().attributes()) {
          Json inner = values.get(each.name());
          Json rest = inner == null ? null : attribute(type, name, each, inner);
          if (rest != null && !rest.isUnassigned()) {
            kept.put(each.name(), rest);
          }
        }
        return kept.build();
      }
    }
    return openExtension(selected, name, value);
  }

  private @Nullable Json attribute(
      ResourceTypeDefinition type,
      @Nullable String urn,
      AttributeDefinition attribute,
      Json value) {
    var path = new AttributePath(urn, attribute.name(), null);
    if (!isIncluded(type, path, attribute)) {
      return null;
    }
    SelectedAttributes selected = selected(type);
    Set<String> parts = selected.parts(urn, attribute.name());
    boolean whole =
        attribute.returned() == Returned.ALWAYS
            || (mode == Mode.ONLY && selected.hasWhole(type, urn, attribute.name()));
    return parts(
        attribute,
        value,
        whole ? Set.of() : parts,
        mode == Mode.ONLY ? parts : specifiedParts(type, urn, attribute.name()));
  }

  private boolean isIncluded(
      ResourceTypeDefinition type, AttributePath path, AttributeDefinition attribute) {
    SelectedAttributes selected = selected(type);
    String urn = path.schemaUrn();
    String name = attribute.name();
    boolean whole = selected.hasWhole(type, urn, name);
    return switch (attribute.returned()) {
      case ALWAYS -> true;
      case NEVER -> false;
      // A schema named whole does not ask for each of its attributes.
      case REQUEST ->
          mode == Mode.ONLY
              ? selected.hasItself(urn, name)
              : !whole && SelectedAttributes.of(type, specified).hasItself(urn, name);
      case DEFAULT -> mode == Mode.ONLY ? whole || !selected.parts(urn, name).isEmpty() : !whole;
    };
  }

  /// The parts that a write specified and that are not excluded.
  private Set<String> specifiedParts(
      ResourceTypeDefinition type, @Nullable String urn, String attribute) {
    if (specified.isEmpty()) {
      return Set.of();
    }
    var parts = new HashSet<>(SelectedAttributes.of(type, specified).parts(urn, attribute));
    parts.removeAll(selected(type).parts(urn, attribute));
    return parts;
  }

  /// @param limits the parts that are named, if the others are to be cut off or these are
  /// @param asked the parts that come although they come on request alone
  private Json parts(
      AttributeDefinition attribute, Json value, Set<String> limits, Set<String> asked) {
    return switch (value) {
      case JsonArray(var elements) ->
          new JsonArray(
              elements.stream()
                  .map(element -> parts(attribute, element, limits, asked))
                  .filter(element -> !element.isUnassigned())
                  .toList());
      case JsonObject object -> {
        var kept = JsonObject.builder();
        object
            .members()
            .forEach((name, inner) -> {
              if (isPartIncluded(attribute, name, limits, asked)) {
                kept.put(name, inner);
              }
            });
        yield kept.build();
      }
      case Json simple -> simple;
    };
  }

  private boolean isPartIncluded(
      AttributeDefinition attribute, String name, Set<String> limits, Set<String> asked) {
    Returned returned =
        attribute.subAttribute(name).map(AttributeDefinition::returned).orElse(Returned.DEFAULT);
    return switch (returned) {
      case ALWAYS -> true;
      case NEVER -> false;
      case REQUEST -> asked.contains(name);
      case DEFAULT ->
          limits.isEmpty() || (mode == Mode.ONLY ? limits.contains(name) : !limits.contains(name));
    };
  }

  private @Nullable Json openExtension(SelectedAttributes selected, String urn, Json value) {
    boolean whole = selected.hasOpen(urn);
    if (whole || !(value instanceof JsonObject values)) {
      return whole == (mode == Mode.ONLY) ? value : null;
    }
    var kept = JsonObject.builder();
    values
        .members()
        .forEach((name, inner) -> {
          if (selected.hasOpen(urn, name) == (mode == Mode.ONLY)) {
            kept.put(name, inner);
          }
        });
    return kept.build();
  }

  private SelectedAttributes selected(ResourceTypeDefinition type) {
    SelectedAttributes resolved = byType.get(type.name());
    return resolved == null ? SelectedAttributes.of(type, names) : resolved;
  }

  private static List<String> split(List<String> lists) {
    return lists.stream()
        .flatMap(list -> Arrays.stream(list.split(",", -1)))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }
}

package dev.rollcall.scim.resource;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimError;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.dialect.EmptyText;
import dev.rollcall.scim.dialect.Leniency;
import dev.rollcall.scim.path.AttributePath;
import dev.rollcall.scim.path.AttributeResolver;
import dev.rollcall.scim.path.Named;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.SchemaDefinition;
import dev.rollcall.scim.schema.StorableText;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Finds the place of every member of one body: its attribute, whatever letter case, dot or URN its
/// name was written with, or its extension. Used once.
final class BodyPlacement {
  private final ResourceTypeDefinition type;
  private final List<String> announced;
  private final Leniency leniency;
  private final Map<String, SequencedMap<String, Json>> bySchema = new HashMap<>();

  /// Open extensions by URN in any letter case; the first spelling stays.
  private final Map<String, JsonObject> open = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  BodyPlacement(ResourceTypeDefinition type, List<String> announced, Leniency leniency) {
    this.type = type;
    this.announced = announced;
    this.leniency = leniency;
  }

  Result<PlacedBody> place(JsonObject body) {
    for (Map.Entry<String, Json> member : body.members().entrySet()) {
      ScimError refusal = placeMember(member.getKey(), member.getValue());
      if (refusal != null) {
        return Result.refused(refusal);
      }
    }
    JsonObject base = built(type.schema().urn());
    var extensions = new HashMap<String, JsonObject>();
    type.extensions().forEach(it -> extensions.put(it.schema().urn(), built(it.schema().urn())));
    var openExtensions = JsonObject.builder();
    open.forEach((urn, values) -> {
      if (!values.isUnassigned()) {
        openExtensions.put(urn, values);
      }
    });
    JsonObject kept = openExtensions.build();
    return StorableText.isStorable(kept)
        ? Result.ok(new PlacedBody(base, extensions, kept))
        : Result.badRequest(
            ScimType.INVALID_VALUE, "An extension holds a text or a number that cannot be kept.");
  }

  private JsonObject built(String urn) {
    SequencedMap<String, Json> values = bySchema.get(urn);
    return values == null ? JsonObject.EMPTY : new JsonObject(values);
  }

  private @Nullable ScimError placeMember(String name, Json value) {
    return switch (AttributeResolver.resolve(type, name)) {
      case Named.WholeSchema(var schema, _) -> placeSchema(schema, value);
      case Named.Known known when isWrittenAllowed(known, name) -> {
        placeAttribute(known, value);
        yield null;
      }
      case Named.Known _, Named.Malformed _ -> unknown(name);
      case Named.Unknown(var path) -> placeUnknown(name, path, value);
    };
  }

  /// A name with a dot or URN is a path and no attribute name, and an extension's attribute has its
  /// place inside the extension; clients send both at the top all the same.
  private boolean isWrittenAllowed(Named.Known known, String name) {
    boolean plain = name.equalsIgnoreCase(known.attribute().name());
    return plain
        ? known.path().schemaUrn() == null || leniency.bareExtensionNames()
        : leniency.expandDottedKeys();
  }

  private @Nullable ScimError placeSchema(SchemaDefinition schema, Json given) {
    Json value = leniency.emptyStringClears() ? EmptyText.toNull(given) : given;
    if (value.isUnassigned()) {
      return null;
    }
    if (!(value instanceof JsonObject object)) {
      return ScimError.badRequest(
          ScimType.INVALID_VALUE, "'" + schema.urn() + "' holds the attributes of an extension.");
    }
    for (Map.Entry<String, Json> member : object.members().entrySet()) {
      String name = member.getKey();
      Named named = AttributeResolver.resolve(type, schema.urn() + ":" + name);
      boolean dotted = name.indexOf('.') >= 0;
      if (named instanceof Named.Known known && (!dotted || leniency.expandDottedKeys())) {
        placeAttribute(known, member.getValue());
      } else if (!leniency.ignoreUnknownAttributes()) {
        return unknown(schema.urn() + ":" + name);
      }
    }
    return null;
  }

  private void placeAttribute(Named.Known known, Json value) {
    String urn = known.path().schemaUrn();
    var values =
        bySchema.computeIfAbsent(
            urn == null ? type.schema().urn() : urn, _ -> new LinkedHashMap<>());
    String name = known.attribute().name();
    Json placed = values.get(name);
    String sub = known.path().subAttribute();
    Json added = sub == null ? value : JsonObject.of(sub, value);
    // The object of an attribute and dotted names of its parts may both be there; they add up.
    values.put(
        name,
        placed instanceof JsonObject before && added instanceof JsonObject more
            ? before.toBuilder().putAll(more.members()).build()
            : added);
  }

  private @Nullable ScimError placeUnknown(String name, AttributePath path, Json value) {
    boolean known = path.schemaUrn() != null && isSchemaHere(path.schemaUrn());
    if (known || !SchemasMember.canBeOpenExtension(name)) {
      return unknown(name);
    }
    if (!leniency.ignoreUnknownAttributes()) {
      return unknown(name);
    }
    String urn = announcedFor(name);
    if (urn.length() < name.length() && !urn.isEmpty()) {
      placeOpen(urn, JsonObject.of(name.substring(urn.length() + 1), value));
    } else if (value instanceof JsonObject object) {
      placeOpen(name, object);
    } else if (!value.isUnassigned()
        && leniency.expandDottedKeys()
        && path.schemaUrn() != null
        && !path.attribute().isEmpty()) {
      placeOpen(path.schemaUrn(), JsonObject.of(path.attribute(), value));
    }
    return null;
  }

  /// The announced URN that a name is or that qualifies it; the longest one, for one URN may begin
  /// another. Empty where there is none.
  private String announcedFor(String name) {
    return announced.stream()
        .filter(it -> name.regionMatches(true, 0, it, 0, it.length()))
        .filter(it -> name.length() == it.length() || name.charAt(it.length()) == ':')
        .max(Comparator.comparingInt(String::length))
        .orElse("");
  }

  private boolean isSchemaHere(String urn) {
    return type.schema().urn().equalsIgnoreCase(urn)
        || type.extensions().stream().anyMatch(it -> it.schema().urn().equalsIgnoreCase(urn));
  }

  private void placeOpen(String urn, JsonObject values) {
    var all = open.getOrDefault(urn, JsonObject.EMPTY).toBuilder();
    values
        .members()
        .forEach((name, given) -> {
          Json value = leniency.emptyStringClears() ? EmptyText.toNull(given) : given;
          if (!value.isUnassigned()) {
            all.put(name, value);
          }
        });
    open.put(urn, all.build());
  }

  private @Nullable ScimError unknown(String name) {
    return leniency.ignoreUnknownAttributes()
        ? null
        : ScimError.badRequest(
            ScimType.INVALID_SYNTAX, "A " + type.name() + " has no attribute '" + name + "'.");
  }
}

package dev.rollcall.scim.profile;

import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.dialect.Leniency;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.SchemaRegistry;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// The resource types that a tenant has and the dialects that its clients may speak: the standard
/// and what was defined over it. An immutable value.
public final class Profile {
  /// The name under which definitions of resource types are kept, as RFC 7643 section 6 has it.
  public static final String RESOURCE_TYPE = "ResourceType";

  /// The name under which a tenant's switches of dialects are kept, and their only id.
  public static final String DIALECTS = "Dialects";

  /// The most definitions of one tenant.
  public static final int DEFINITIONS_MAX = 50;

  /// No definitions, all dialects.
  public static final Profile STANDARD =
      new Profile(new TreeMap<>(), JsonObject.EMPTY, SchemaRegistry.standard(), Leniency.ALL);

  private final SortedMap<String, JsonObject> definitions;
  private final JsonObject dialects;
  private final SchemaRegistry schemas;
  private final Leniency leniency;

  private Profile(
      SortedMap<String, JsonObject> definitions,
      JsonObject dialects,
      SchemaRegistry schemas,
      Leniency leniency) {
    this.definitions = definitions;
    this.dialects = dialects;
    this.schemas = schemas;
    this.leniency = leniency;
  }

  /// The standard resource types and those that were defined.
  public SchemaRegistry schemas() {
    return schemas;
  }

  /// Which client quirks are tolerated.
  public Leniency leniency() {
    return leniency;
  }

  /// The definitions of resource types as they were given, by name.
  public SortedMap<String, JsonObject> definitions() {
    return Collections.unmodifiableSortedMap(definitions);
  }

  /// The switches of dialects as they were given; what is not named is on.
  public JsonObject dialects() {
    return dialects;
  }

  /// Returns this profile with a definition that was checked before, when it was given.
  ///
  /// @param kind [#RESOURCE_TYPE] or [#DIALECTS]
  /// @throws IllegalArgumentException where it is none
  public Profile with(String kind, String name, JsonObject document) {
    return switch (defined(kind, name, document)) {
      case Result.Ok<Profile>(var profile) -> profile;
      case Result.Refused<Profile>(var error) ->
          throw new IllegalArgumentException("A stored definition: " + error.detail());
    };
  }

  /// Returns this profile with a definition, or why it cannot be: 400 for a document that is none,
  /// 409 where it contradicts what is there.
  public Result<Profile> defined(String kind, String name, JsonObject document) {
    return switch (kind) {
      case RESOURCE_TYPE -> withResourceType(name, document);
      case DIALECTS ->
          LeniencyReader.read(document)
              .map(switched -> new Profile(definitions, document, schemas, switched));
      default -> throw new IllegalArgumentException("A profile has no " + kind);
    };
  }

  private Result<Profile> withResourceType(String name, JsonObject document) {
    if (definitions.size() >= DEFINITIONS_MAX && !definitions.containsKey(name)) {
      return Definitions.conflict("A tenant can define at most " + DEFINITIONS_MAX + " types.");
    }
    return ResourceTypeReader.read(name, document)
        .flatMap(type -> Redefinition.check(schemas, type))
        .map(type -> {
          var more = new TreeMap<>(definitions);
          more.put(name, document);
          return new Profile(more, dialects, registry(type), leniency);
        });
  }

  private SchemaRegistry registry(ResourceTypeDefinition type) {
    return schemas.withResourceType(type);
  }
}

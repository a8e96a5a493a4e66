package dev.rollcall.scim.schema;

import dev.rollcall.scim.path.AttributeResolver;
import dev.rollcall.scim.path.Named;
import dev.rollcall.scim.schema.ResourceTypeDefinition.Extension;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The resource types and schemas that a directory knows: an immutable value, so that one tenant's
/// may differ from another's.
public final class SchemaRegistry {
  private static final SchemaRegistry STANDARD =
      new SchemaRegistry(List.of(StandardSchemas.USER_TYPE, StandardSchemas.GROUP_TYPE));

  private final List<ResourceTypeDefinition> resourceTypes;
  private final List<SchemaDefinition> schemas;
  private final Map<String, ResourceTypeDefinition> byName = new LinkedHashMap<>();
  private final Map<String, ResourceTypeDefinition> byEndpoint = new LinkedHashMap<>();
  private final Map<String, SchemaDefinition> byUrn = new LinkedHashMap<>();

  /// Makes a registry of resource types; their schemas and extensions are its schemas.
  ///
  /// @throws IllegalArgumentException if two types share a name or an endpoint, or two different
  ///   schemas a URN
  public SchemaRegistry(List<ResourceTypeDefinition> resourceTypes) {
    this.resourceTypes = List.copyOf(resourceTypes);
    for (ResourceTypeDefinition type : this.resourceTypes) {
      once(byName.put(type.name(), type), "resource type", type.name());
      once(byEndpoint.put(folded(type.endpoint()), type), "endpoint", type.endpoint());
      register(type.schema());
      type.extensions().forEach(extension -> register(extension.schema()));
    }
    this.schemas = List.copyOf(byUrn.values());
  }

  /// User with the enterprise extension, and Group.
  public static SchemaRegistry standard() {
    return STANDARD;
  }

  /// Returns this registry with one more extension of a resource type.
  ///
  /// @throws IllegalArgumentException if there is no such type, or its URN is another schema's
  public SchemaRegistry extended(String resourceType, SchemaDefinition schema) {
    if (!byName.containsKey(resourceType)) {
      throw new IllegalArgumentException("There is no resource type " + resourceType);
    }
    var types = new ArrayList<ResourceTypeDefinition>();
    for (ResourceTypeDefinition type : resourceTypes) {
      types.add(type.name().equals(resourceType) ? withExtension(type, schema) : type);
    }
    return new SchemaRegistry(types);
  }

  /// Returns this registry with a resource type, in the place of the one of its name if there is
  /// one.
  ///
  /// @throws IllegalArgumentException as the constructor
  public SchemaRegistry withResourceType(ResourceTypeDefinition type) {
    var types = new ArrayList<>(resourceTypes);
    types.replaceAll(it -> it.name().equals(type.name()) ? type : it);
    if (!types.contains(type)) {
      types.add(type);
    }
    return new SchemaRegistry(types);
  }

  /// All resource types, in the order in which they were given.
  public List<ResourceTypeDefinition> resourceTypes() {
    return resourceTypes;
  }

  /// All schemas: each type's base schema, then its extensions.
  public List<SchemaDefinition> schemas() {
    return schemas;
  }

  /// Finds a resource type by its exact name: `meta.resourceType` is case-exact.
  public Optional<ResourceTypeDefinition> resourceType(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /// Finds a resource type by its endpoint, with the slash and in any letter case.
  public Optional<ResourceTypeDefinition> byEndpoint(String endpoint) {
    return Optional.ofNullable(byEndpoint.get(folded(endpoint)));
  }

  /// Finds a schema by its URN in any letter case.
  public Optional<SchemaDefinition> schema(String urn) {
    return Optional.ofNullable(byUrn.get(folded(urn)));
  }

  /// Finds what an attribute path, URN-qualified or not, names in a resource type.
  public Named resolve(ResourceTypeDefinition type, String text) {
    return AttributeResolver.resolve(type, text);
  }

  private static ResourceTypeDefinition withExtension(
      ResourceTypeDefinition type, SchemaDefinition schema) {
    var extensions = new ArrayList<>(type.extensions());
    extensions.add(new Extension(schema, false));
    return new ResourceTypeDefinition(
        type.name(), type.endpoint(), type.description(), type.schema(), extensions);
  }

  private void register(SchemaDefinition schema) {
    SchemaDefinition before = byUrn.putIfAbsent(folded(schema.urn()), schema);
    if (before != null && !before.equals(schema)) {
      throw new IllegalArgumentException("Two schemas share the URN " + schema.urn());
    }
  }

  private static void once(@Nullable Object before, String what, String name) {
    if (before != null) {
      throw new IllegalArgumentException("The " + what + " " + name + " is there twice");
    }
  }

  private static String folded(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}

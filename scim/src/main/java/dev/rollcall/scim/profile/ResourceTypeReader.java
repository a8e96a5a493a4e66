package dev.rollcall.scim.profile;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.ResourceTypeDefinition.Extension;
import dev.rollcall.scim.schema.SchemaDefinition;
import dev.rollcall.scim.schema.SchemaRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads the definition of a resource type: a ResourceType document (RFC 7643 section 6) with one
/// more member, `schemas`-by-value: `definitions`, a list of Schema documents (section 7). A
/// definition of User or Group may say its `schemaExtensions` and nothing else.
final class ResourceTypeReader {
  private static final int EXTENSIONS_MAX = 20;
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,63}");
  private static final Pattern ENDPOINT = Pattern.compile("/[A-Za-z][A-Za-z0-9_-]{0,63}");

  /// Names and endpoints that the protocol has for itself.
  private static final Set<String> TAKEN =
      Set.of(
          "me",
          "bulk",
          "schemas",
          "schema",
          "resourcetypes",
          "resourcetype",
          "dialects",
          "serviceproviderconfig",
          "asyncresponses");

  private ResourceTypeReader() {}

  /// Every definition stands for itself: it names schemas of its own and of the RFC.
  static Result<ResourceTypeDefinition> read(String name, JsonObject document) {
    if (!NAME.matcher(name).matches() || TAKEN.contains(folded(name))) {
      return Definitions.invalid("'" + name + "' cannot be the name of a resource type.");
    }
    Optional<String> mistyped = MemberTypes.trouble(document, MemberTypes.OF_RESOURCE_TYPE);
    if (mistyped.isPresent()) {
      return Definitions.invalid("In a resource type " + mistyped.get());
    }
    String inside = document.text("name").orElse(name);
    if (!inside.equals(name)) {
      return Definitions.invalid("The document defines '" + inside + "' and not '" + name + "'.");
    }
    return definitions(document)
        .flatMap(known ->
            SchemaRegistry.standard()
                .resourceType(name)
                .map(standard -> extended(standard, document, known))
                .orElseGet(() -> defined(name, document, known)));
  }

  private static Result<ResourceTypeDefinition> defined(
      String name, JsonObject document, Map<String, SchemaDefinition> known) {
    String endpoint = document.text("endpoint").orElse("/" + name + "s");
    if (!ENDPOINT.matcher(endpoint).matches() || TAKEN.contains(folded(endpoint.substring(1)))) {
      return Definitions.invalid("'" + endpoint + "' cannot be the endpoint of a resource type.");
    }
    String urn = document.text("schema").orElse("");
    SchemaDefinition base = known.get(folded(urn));
    if (base == null) {
      return Definitions.invalid("'definitions' has no schema '" + urn + "', the type's own.");
    }
    return extensions(document, known)
        .map(extensions ->
            new ResourceTypeDefinition(
                name, endpoint, document.text("description").orElse(name), base, extensions));
  }

  private static Result<ResourceTypeDefinition> extended(
      ResourceTypeDefinition standard, JsonObject document, Map<String, SchemaDefinition> known) {
    if (!document.text("endpoint").orElse(standard.endpoint()).equals(standard.endpoint())
        || !document
            .text("schema")
            .orElse(standard.schema().urn())
            .equals(standard.schema().urn())) {
      return Definitions.conflict(
          "The type " + standard.name() + " is the RFC's; it can be given schemaExtensions.");
    }
    return extensions(document, known)
        .map(more -> {
          var all = new ArrayList<>(standard.extensions());
          for (Extension extension : more) {
            if (all.stream().noneMatch(it -> isSame(it, extension))) {
              all.add(extension);
            }
          }
          return new ResourceTypeDefinition(
              standard.name(), standard.endpoint(), standard.description(), standard.schema(), all);
        });
  }

  private static Result<Map<String, SchemaDefinition>> definitions(JsonObject document) {
    var known = new HashMap<String, SchemaDefinition>();
    for (Json element : elements(document, "definitions")) {
      if (!(element instanceof JsonObject schema)) {
        return Definitions.invalid("'definitions' is a list of Schema documents.");
      }
      switch (SchemaReader.read(schema)) {
        case Result.Refused<SchemaDefinition>(var error) -> {
          return Result.refused(error);
        }
        case Result.Ok<SchemaDefinition>(var read) -> {
          if (SchemaRegistry.standard().schema(read.urn()).isPresent()) {
            return Definitions.conflict("The schema " + read.urn() + " is the RFC's as it is.");
          }
          if (known.put(folded(read.urn()), read) != null) {
            return Definitions.invalid("'definitions' has " + read.urn() + " twice.");
          }
        }
      }
    }
    return Result.ok(known);
  }

  private static Result<List<Extension>> extensions(
      JsonObject document, Map<String, SchemaDefinition> known) {
    List<Json> sent = elements(document, "schemaExtensions");
    if (sent.size() > EXTENSIONS_MAX) {
      return Definitions.invalid("A type has at most " + EXTENSIONS_MAX + " extensions.");
    }
    var extensions = new ArrayList<Extension>(sent.size());
    for (Json element : sent) {
      if (!(element instanceof JsonObject object)) {
        return Definitions.invalid("'schemaExtensions' is a list of objects.");
      }
      Optional<String> mistyped = MemberTypes.trouble(object, MemberTypes.OF_EXTENSION);
      if (mistyped.isPresent()) {
        return Definitions.invalid("In an extension " + mistyped.get());
      }
      String urn = object.text("schema").orElse("");
      Optional<SchemaDefinition> schema =
          Optional.ofNullable(known.get(folded(urn)))
              .or(() -> SchemaRegistry.standard().schema(urn));
      if (schema.isEmpty()) {
        return Definitions.invalid("'definitions' has no schema '" + urn + "'.");
      }
      if (isBase(schema.get().urn(), document)) {
        return Definitions.invalid("The schema '" + urn + "' is a type's own and no extension.");
      }
      var extension = new Extension(schema.get(), JsonBoolean.TRUE.equals(object.get("required")));
      if (extensions.stream().anyMatch(it -> isSame(it, extension))) {
        return Definitions.invalid("'schemaExtensions' has " + urn + " twice.");
      }
      extensions.add(extension);
    }
    return Result.ok(extensions);
  }

  /// One URN is one schema, whatever its letter case (RFC 7643 section 6).
  private static boolean isSame(Extension one, Extension other) {
    return one.schema().urn().equalsIgnoreCase(other.schema().urn());
  }

  private static boolean isBase(String urn, JsonObject document) {
    return urn.equalsIgnoreCase(document.text("schema").orElse(""))
        || SchemaRegistry.standard().resourceTypes().stream()
            .anyMatch(it -> it.schema().urn().equalsIgnoreCase(urn));
  }

  private static List<Json> elements(JsonObject document, String name) {
    return document.get(name) instanceof JsonArray(List<Json> elements) ? elements : List.of();
  }

  private static String folded(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}

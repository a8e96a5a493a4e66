package dev.rollcall.scim.resource;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.dialect.AnnouncedSchemas;
import dev.rollcall.scim.dialect.Leniency;
import dev.rollcall.scim.path.AttributeNames;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.ResourceTypeDefinition.Extension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The `schemas` of a resource (RFC 7643 section 3): what a client announces is checked for
/// contradictions only, what is stored names the base schema and the extensions that have values.
public final class SchemasMember {
  static final String NAME = "schemas";
  private static final String MESSAGES = "urn:ietf:params:scim:api:messages:";
  private static final String CORE = "urn:ietf:params:scim:schemas:core:";

  private SchemasMember() {}

  /// Returns a resource in canonical names with the `schemas` that are true of it, in first place.
  /// Extensions without values are gone.
  public static JsonObject settle(ResourceTypeDefinition type, JsonObject resource) {
    var urns = new ArrayList<String>();
    urns.add(type.schema().urn());
    var members = JsonObject.builder().put(NAME, JsonArray.EMPTY);
    for (Map.Entry<String, Json> member : resource.members().entrySet()) {
      boolean extension = AttributeNames.isQualified(member.getKey());
      if (member.getKey().equals(NAME) || (extension && member.getValue().isUnassigned())) {
        continue;
      }
      if (extension) {
        urns.add(member.getKey());
      }
      members.put(member.getKey(), member.getValue());
    }
    return members.put(NAME, JsonArray.ofStrings(urns)).build();
  }

  /// Reads the announced URNs of a POST or PUT body. Entra does not announce its custom extensions
  /// and announces a schema of Microsoft's for groups, so the list is not taken at its word; but a
  /// body that says it is a message or a resource of another type is refused. Where unknown
  /// attributes are refused, the list must be there and hold no unknown schema either.
  static Result<List<String>> announced(
      ResourceTypeDefinition type, JsonObject body, Leniency leniency) {
    Json member = find(body);
    if (member.isUnassigned()) {
      return AnnouncedSchemas.mayBeMissing(leniency)
          ? Result.ok(List.of())
          : refused("The body has no 'schemas'.");
    }
    return texts(member, leniency).flatMap(urns -> checked(type, urns, leniency));
  }

  /// Says whether a URN names an extension that no schema here describes; core schemas and messages
  /// are never extensions.
  static boolean canBeOpenExtension(String urn) {
    return AttributeNames.isQualified(urn) && !hasPrefix(urn, MESSAGES) && !hasPrefix(urn, CORE);
  }

  private static Result<List<String>> checked(
      ResourceTypeDefinition type, List<String> urns, Leniency leniency) {
    boolean named = urns.stream().anyMatch(type.schema().urn()::equalsIgnoreCase);
    for (String urn : urns) {
      if (hasPrefix(urn, MESSAGES)) {
        return refused("'schemas' names a message, not the schema of a " + type.name() + ".");
      }
      if (!named && hasPrefix(urn, CORE)) {
        return refused("'schemas' does not name " + type.schema().urn() + ".");
      }
      if (!AnnouncedSchemas.isPassedOver(isKnown(type, urn), leniency)) {
        return refused("'schemas' names a schema that a " + type.name() + " does not have.");
      }
    }
    return named || AnnouncedSchemas.mayBeMissing(leniency)
        ? Result.ok(urns)
        : refused("'schemas' does not name " + type.schema().urn() + ".");
  }

  private static boolean isKnown(ResourceTypeDefinition type, String urn) {
    return type.schema().urn().equalsIgnoreCase(urn)
        || type.extensions().stream()
            .map(Extension::schema)
            .anyMatch(it -> it.urn().equalsIgnoreCase(urn));
  }

  private static Result<List<String>> texts(Json member, Leniency leniency) {
    if (member instanceof JsonString(var one) && leniency.singleValueAsArray()) {
      return Result.ok(List.of(one));
    }
    var urns = new ArrayList<String>();
    if (member instanceof JsonArray(var elements)) {
      for (Json element : elements) {
        if (element instanceof JsonString(var urn)) {
          urns.add(urn);
        }
      }
      if (urns.size() == elements.size()) {
        return Result.ok(urns);
      }
    }
    return refused("'schemas' is a list of URNs.");
  }

  private static Json find(JsonObject body) {
    Optional<Json> found =
        body.members().entrySet().stream()
            .filter(it -> it.getKey().equalsIgnoreCase(NAME))
            .map(Map.Entry::getValue)
            .findFirst();
    return found.orElse(JsonArray.EMPTY);
  }

  private static boolean hasPrefix(String urn, String prefix) {
    return urn.regionMatches(true, 0, prefix, 0, prefix.length());
  }

  private static <T> Result<T> refused(String detail) {
    return Result.badRequest(ScimType.INVALID_SYNTAX, detail);
  }
}

package dev.rollcall.scim.fuzz;

import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.schemas.wire.MalformedJsonException;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.dialect.Leniency;
import dev.rollcall.scim.fixture.JsonText;
import dev.rollcall.scim.resource.ResourceReader;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.StandardSchemas;
import java.util.List;
import java.util.Optional;

/// The types, the tolerances and the resources that every target is run over.
final class Samples {
  static final JsonCodec JSON = new JsonCodec(JsonLimits.CLIENT);
  static final List<ResourceTypeDefinition> TYPES =
      List.of(StandardSchemas.USER_TYPE, StandardSchemas.GROUP_TYPE);
  static final List<Leniency> LENIENCIES = List.of(Leniency.ALL, Leniency.STRICT);

  private static final JsonObject USER =
      JsonText.object(
          """
          {'userName': 'u', 'externalId': 'x', 'active': true, 'title': 'T',
           'name': {'givenName': 'A', 'familyName': 'B'},
           'emails': [{'type': 'work', 'value': 'w', 'primary': true}, {'type': 'home', 'value': 'h'}],
           'addresses': [{'type': 'work', 'locality': 'L'}], 'roles': [{'value': 'r'}],
           'ENT': {'department': 'D', 'manager': {'value': 'm'}},
           'urn:x:berth:2.0:User': {'slot': '7'}}
          """);
  private static final JsonObject GROUP =
      JsonText.object(
          "{'displayName': 'G', 'members': [{'value': 'a', 'type': 'User'}, {'value': 'b'}]}");

  private Samples() {}

  /// A resource of the type, in canonical form.
  static JsonObject resource(ResourceTypeDefinition type) {
    JsonObject body = type.equals(StandardSchemas.USER_TYPE) ? USER : GROUP;
    if (ResourceReader.read(type, body, Leniency.ALL) instanceof Result.Ok<JsonObject>(var read)) {
      return read;
    }
    throw new IllegalStateException("The sample of a " + type.name() + " cannot be read");
  }

  /// The object that the bytes spell, if they do.
  static Optional<JsonObject> object(byte[] bytes) {
    try {
      return Optional.of(JSON.readObject(bytes));
    } catch (MalformedJsonException _) {
      return Optional.empty();
    }
  }
}

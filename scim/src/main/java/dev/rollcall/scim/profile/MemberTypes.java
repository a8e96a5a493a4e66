package dev.rollcall.scim.profile;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonNull;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// The JSON types of what a definition consists of (RFC 7643 sections 6 and 7). A `"required":
/// "true"` that was read as nothing would be a rule that its author believes in and nobody keeps.
final class MemberTypes {
  private static final Type TEXT = new Type("a text", JsonString.class::isInstance);
  private static final Type FLAG = new Type("true or false", JsonBoolean.class::isInstance);
  private static final Type LIST = new Type("a list", JsonArray.class::isInstance);
  private static final Type TEXTS =
      new Type(
          "a list of texts",
          it ->
              it instanceof JsonArray(List<Json> elements)
                  && elements.stream().allMatch(JsonString.class::isInstance));

  static final Map<String, Type> OF_RESOURCE_TYPE =
      Map.of(
          "name", TEXT,
          "description", TEXT,
          "endpoint", TEXT,
          "schema", TEXT,
          "schemaExtensions", LIST,
          "definitions", LIST);

  static final Map<String, Type> OF_EXTENSION = Map.of("schema", TEXT, "required", FLAG);

  static final Map<String, Type> OF_SCHEMA =
      Map.of("id", TEXT, "name", TEXT, "description", TEXT, "attributes", LIST);

  static final Map<String, Type> OF_ATTRIBUTE =
      Map.ofEntries(
          Map.entry("name", TEXT),
          Map.entry("type", TEXT),
          Map.entry("description", TEXT),
          Map.entry("multiValued", FLAG),
          Map.entry("required", FLAG),
          Map.entry("caseExact", FLAG),
          Map.entry("mutability", TEXT),
          Map.entry("returned", TEXT),
          Map.entry("uniqueness", TEXT),
          Map.entry("canonicalValues", TEXTS),
          Map.entry("referenceTypes", TEXTS),
          Map.entry("subAttributes", LIST));

  private MemberTypes() {}

  /// What a member's value must be.
  ///
  /// @param words for a sentence that ends in them
  record Type(String words, Predicate<Json> test) {}

  /// The sentence for a member of another type, if there is one. Null is as good as nothing (RFC
  /// 7643 section 2.5).
  static Optional<String> trouble(JsonObject object, Map<String, Type> types) {
    for (Map.Entry<String, Json> member : object.members().entrySet()) {
      Type type = types.get(member.getKey());
      if (type != null
          && !(member.getValue() instanceof JsonNull)
          && !type.test().test(member.getValue())) {
        return Optional.of("'" + member.getKey() + "' is " + type.words() + ".");
      }
    }
    return Optional.empty();
  }
}

package dev.rollcall.scim.profile;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.schema.AttributeDefinition;
import dev.rollcall.scim.schema.AttributeType;
import dev.rollcall.scim.schema.Mutability;
import dev.rollcall.scim.schema.Returned;
import dev.rollcall.scim.schema.SchemaDefinition;
import dev.rollcall.scim.schema.Uniqueness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads a Schema document (RFC 7643 section 7); characteristics that are left out have the
/// defaults of section 2.2.
final class SchemaReader {
  static final int ATTRIBUTES_MAX = 200;
  private static final int DEPTH_MAX = 1;
  private static final Pattern URN =
      Pattern.compile("urn:[A-Za-z0-9][A-Za-z0-9-]{0,31}:[A-Za-z0-9._:-]{1,200}");

  /// RFC 7643 section 2.1, and `$ref`.
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}|\\$ref");

  /// Names that mean something of their own in every resource or in groups and users.
  private static final Set<String> TAKEN =
      Set.of("schemas", "id", "externalid", "meta", "members", "groups", "password");

  private SchemaReader() {}

  static Result<SchemaDefinition> read(JsonObject document) {
    Optional<String> mistyped = MemberTypes.trouble(document, MemberTypes.OF_SCHEMA);
    if (mistyped.isPresent()) {
      return Definitions.invalid("In a schema " + mistyped.get());
    }
    String urn = document.text("id").orElse("");
    if (!URN.matcher(urn).matches()) {
      return Definitions.invalid("The id of a schema is a URN, and '" + urn + "' is none.");
    }
    return attributes(document.get("attributes"), 0)
        .map(attributes ->
            new SchemaDefinition(
                urn,
                document.text("name").orElse(urn),
                document.text("description").orElse(""),
                attributes));
  }

  private static Result<List<AttributeDefinition>> attributes(@Nullable Json sent, int depth) {
    if (!(sent instanceof JsonArray(List<Json> elements))
        || elements.isEmpty()
        || elements.size() > ATTRIBUTES_MAX) {
      return Definitions.invalid(
          "A schema and a complex attribute have 1 to " + ATTRIBUTES_MAX + " attributes.");
    }
    var read = new ArrayList<AttributeDefinition>(elements.size());
    var names = new HashSet<String>();
    for (Json element : elements) {
      if (!(element instanceof JsonObject object)) {
        return Definitions.invalid("An attribute is an object.");
      }
      switch (attribute(object, depth)) {
        case Result.Refused<AttributeDefinition>(var error) -> {
          return Result.refused(error);
        }
        case Result.Ok<AttributeDefinition>(var attribute) -> {
          if (!names.add(attribute.name().toLowerCase(Locale.ROOT))) {
            return Definitions.invalid("The attribute '" + attribute.name() + "' is there twice.");
          }
          read.add(attribute);
        }
      }
    }
    return Result.ok(read);
  }

  private static Result<AttributeDefinition> attribute(JsonObject sent, int depth) {
    String name = sent.text("name").orElse("");
    Optional<String> mistyped = MemberTypes.trouble(sent, MemberTypes.OF_ATTRIBUTE);
    if (mistyped.isPresent()) {
      return Definitions.invalid("In the attribute '" + name + "' " + mistyped.get());
    }
    if (!NAME.matcher(name).matches()
        || (depth == 0 && TAKEN.contains(name.toLowerCase(Locale.ROOT)))) {
      return Definitions.invalid("'" + name + "' cannot be the name of an attribute.");
    }
    return keyword(sent, name, "type", AttributeType.values(), AttributeType::keyword, "string")
        .flatMap(type ->
            type != AttributeType.COMPLEX
                ? definition(sent, type, List.of())
                : depth == DEPTH_MAX
                    ? Definitions.<AttributeDefinition>invalid(
                        "'" + name + "' cannot be complex inside of a complex attribute.")
                    : attributes(sent.get("subAttributes"), depth + 1)
                        .flatMap(inner -> definition(sent, type, inner)));
  }

  private static Result<AttributeDefinition> definition(
      JsonObject sent, AttributeType type, List<AttributeDefinition> inner) {
    String name = sent.text("name").orElse("");
    return keyword(sent, name, "mutability", Mutability.values(), Mutability::keyword, "readWrite")
        .flatMap(mutability ->
            keyword(sent, name, "returned", Returned.values(), Returned::keyword, "default")
                .flatMap(returned ->
                    keyword(
                            sent,
                            name,
                            "uniqueness",
                            Uniqueness.values(),
                            Uniqueness::keyword,
                            "none")
                        .flatMap(uniqueness ->
                            keepable(
                                new AttributeDefinition(
                                    name,
                                    type,
                                    flag(sent, "multiValued"),
                                    sent.text("description").orElse(""),
                                    flag(sent, "required"),
                                    flag(sent, "caseExact")
                                        || type == AttributeType.REFERENCE
                                        || type == AttributeType.BINARY,
                                    mutability,
                                    returned,
                                    uniqueness,
                                    texts(sent, "canonicalValues"),
                                    texts(sent, "referenceTypes"),
                                    inner)))));
  }

  private static Result<AttributeDefinition> keepable(AttributeDefinition attribute) {
    if (attribute.mutability() == Mutability.WRITE_ONLY || attribute.returned() == Returned.NEVER) {
      return Definitions.invalid(
          "'"
              + attribute.name()
              + "' is never to be shown, and requests are kept for ever: it has no place here.");
    }
    boolean plain = attribute.type() == AttributeType.STRING && !attribute.multiValued();
    if (attribute.uniqueness() != Uniqueness.NONE && !plain) {
      return Definitions.invalid("'" + attribute.name() + "' is no single string to be unique.");
    }
    return Result.ok(attribute);
  }

  private static <E> Result<E> keyword(
      JsonObject sent,
      String attribute,
      String name,
      E[] all,
      Function<E, String> keyword,
      String otherwise) {
    String wanted = sent.text(name).orElse(otherwise);
    return Arrays.stream(all)
        .filter(it -> keyword.apply(it).equalsIgnoreCase(wanted))
        .findFirst()
        .map(Result::ok)
        .orElseGet(() ->
            Definitions.invalid(
                "'" + wanted + "' is no " + name + "; see the attribute '" + attribute + "'."));
  }

  private static boolean flag(JsonObject sent, String name) {
    return JsonBoolean.TRUE.equals(sent.get(name));
  }

  private static List<String> texts(JsonObject sent, String name) {
    return sent.get(name) instanceof JsonArray(List<Json> elements)
        ? elements.stream()
            .filter(JsonString.class::isInstance)
            .map(element -> ((JsonString) element).value())
            .toList()
        : List.of();
  }
}

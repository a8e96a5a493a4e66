package dev.rollcall.scim.resource;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonNull;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.scim.schema.AttributeDefinition;
import dev.rollcall.scim.schema.Mutability;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Takes passwords and other write-only values out of a body before it is recorded: the record is
/// kept for ever and nothing in it can be taken back. It removes more than a reader would accept as
/// the attribute, at any depth, because a misspelt password is a password.
public final class WriteOnly {
  private static final String PASSWORD = "password";
  private static final String OPERATIONS = "operations";
  private static final String PATH = "path";

  private final Set<String> names;
  private boolean removed;

  private WriteOnly(ResourceTypeDefinition type) {
    names = namesOf(type);
  }

  /// Strips the body of a POST or PUT.
  public static Stripped strip(ResourceTypeDefinition type, JsonObject body) {
    var writeOnly = new WriteOnly(type);
    JsonObject stripped = writeOnly.object(body);
    return new Stripped(stripped, writeOnly.removed);
  }

  /// Strips the body of a PATCH. An operation on a write-only attribute becomes a `remove` of it:
  /// that the client spoke of the password is recorded, the order of the operations stays, and
  /// removing what is never stored changes nothing.
  public static Stripped stripPatch(ResourceTypeDefinition type, JsonObject patchBody) {
    var writeOnly = new WriteOnly(type);
    var body = JsonObject.builder();
    patchBody
        .members()
        .forEach((name, value) -> {
          boolean operations = folded(name).equals(OPERATIONS);
          if (operations && value instanceof JsonArray(var elements)) {
            body.put(name, new JsonArray(elements.stream().map(writeOnly::operation).toList()));
          } else if (operations) {
            body.put(name, writeOnly.operation(value));
          } else {
            writeOnly.member(body, name, value);
          }
        });
    return new Stripped(body.build(), writeOnly.removed);
  }

  private Json operation(Json given) {
    if (!(given instanceof JsonObject operation)) {
      return value(given);
    }
    for (Map.Entry<String, Json> member : operation.members().entrySet()) {
      if (folded(member.getKey()).equals(PATH)
          && member.getValue() instanceof JsonString(var path)
          && isWriteOnlyPath(path)) {
        removed = true;
        return removal();
      }
    }
    JsonObject stripped = object(operation);
    return isEmptied(operation, stripped) ? removal() : stripped;
  }

  /// A path-less operation that set the password and nothing else has no value left to apply.
  private static boolean isEmptied(JsonObject before, JsonObject after) {
    return !before.equals(after)
        && after.members().entrySet().stream()
            .anyMatch(it -> folded(it.getKey()).equals("value") && it.getValue().isUnassigned());
  }

  private static JsonObject removal() {
    return JsonObject.builder().put("op", "remove").put(PATH, PASSWORD).build();
  }

  private Json value(Json value) {
    return switch (value) {
      case JsonObject object -> object(object);
      case JsonArray(var elements) -> {
        var stripped = new ArrayList<Json>(elements.size());
        elements.forEach(element -> stripped.add(value(element)));
        yield new JsonArray(stripped);
      }
      case JsonString _, JsonNumber _, JsonBoolean _, JsonNull _ -> value;
    };
  }

  private JsonObject object(JsonObject object) {
    var stripped = JsonObject.builder();
    object.members().forEach((name, value) -> member(stripped, name, value));
    return stripped.build();
  }

  private void member(JsonObject.Builder stripped, String name, Json value) {
    if (isWriteOnlyPath(name)) {
      removed = true;
    } else {
      stripped.put(name, value(value));
    }
  }

  /// Says whether some part of a name or path, cut at colons, dots and brackets, is a write-only
  /// attribute. What stands between quotes is a value and not looked at.
  private boolean isWriteOnlyPath(String text) {
    var part = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && ":.[]() \t\r\n/".indexOf(c) >= 0) {
        if (names.contains(folded(part.toString()))) {
          return true;
        }
        part.setLength(0);
      } else if (!quoted) {
        part.append(c);
      }
    }
    return names.contains(folded(part.toString()));
  }

  private static Set<String> namesOf(ResourceTypeDefinition type) {
    var names = new HashSet<String>();
    // Groups have no password; a client that sends one to the wrong endpoint still sent a password.
    names.add(PASSWORD);
    type.schema().attributes().forEach(it -> add(names, it));
    type.extensions().forEach(it -> it.schema().attributes().forEach(each -> add(names, each)));
    return names;
  }

  private static void add(Set<String> names, AttributeDefinition attribute) {
    if (attribute.mutability() == Mutability.WRITE_ONLY) {
      names.add(folded(attribute.name()));
    }
    attribute.subAttributes().forEach(sub -> add(names, sub));
  }

  /// NFKC as well, so that full-width and other look-alike letters do not slip through.
  private static String folded(String name) {
    return CaseFolding.fold(Normalizer.normalize(name, Normalizer.Form.NFKC)).strip();
  }
}

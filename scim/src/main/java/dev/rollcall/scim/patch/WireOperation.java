package dev.rollcall.scim.patch;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.dialect.EmptyPath;
import dev.rollcall.scim.dialect.LetterCase;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// An operation as it stands in the message, before its path means anything.
///
/// @param path null where there is none, or an empty one
/// @param value null where there is no such member; JSON null where there is one
record WireOperation(Kind kind, @Nullable String path, @Nullable Json value) {

  enum Kind {
    ADD,
    REPLACE,
    REMOVE
  }

  static Result<WireOperation> read(Json json) {
    if (!(json instanceof JsonObject object)) {
      return syntax("An operation is an object.");
    }
    if (!(LetterCase.member(object, "op") instanceof JsonString(var op))) {
      return syntax("An operation wants a text 'op'.");
    }
    Json path = EmptyPath.toNone(LetterCase.member(object, "path"));
    if (path != null && !(path instanceof JsonString)) {
      return Result.badRequest(ScimType.INVALID_PATH, "The path of an operation is a text.");
    }
    String text = path instanceof JsonString(var given) ? given : null;
    Json value = LetterCase.member(object, "value");
    return switch (op.toLowerCase(Locale.ROOT)) {
      case "add" -> Result.ok(new WireOperation(Kind.ADD, text, value));
      case "replace" -> Result.ok(new WireOperation(Kind.REPLACE, text, value));
      case "remove" -> Result.ok(new WireOperation(Kind.REMOVE, text, value));
      default -> syntax("An operation is 'add', 'replace' or 'remove'.");
    };
  }

  /// The same operation elsewhere.
  WireOperation at(String otherPath, Json otherValue) {
    return new WireOperation(kind, otherPath, otherValue);
  }

  private static Result<WireOperation> syntax(String sentence) {
    return Result.badRequest(ScimType.INVALID_SYNTAX, sentence);
  }
}

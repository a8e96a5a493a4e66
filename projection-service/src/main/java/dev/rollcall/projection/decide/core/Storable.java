package dev.rollcall.projection.decide.core;

import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.schema.StorableText;
import java.util.List;

/// Bodies that the directory can hold: no U+0000 and no half of a surrogate pair, for which
/// PostgreSQL and UTF-8 have no form, and no number like `1e999999`, which PostgreSQL would write
/// out in full or not at all.
final class Storable {
  /// PostgreSQL's index rows hold about 2,700 bytes; tenant and type need some of them.
  static final int INDEXED_BYTES_MAX = 2048;

  private static final List<String> INDEXED = List.of("userName", "externalId", "displayName");

  private Storable() {}

  static Result<JsonObject> check(JsonObject body) {
    return StorableText.isStorable(body)
        ? Result.ok(body)
        : Result.badRequest(
            ScimType.INVALID_VALUE,
            "A text holds U+0000 or half of a surrogate pair, or a number is too long to be kept");
  }

  /// Checks the attributes that have an index of their own.
  static Result<JsonObject> checkIndexed(JsonObject document) {
    for (String name : INDEXED) {
      // Case folding can lengthen a text; twice the room is more than it ever needs.
      boolean fits =
          document.text(name).map(it -> utf8Bytes(it) <= INDEXED_BYTES_MAX / 2).orElse(true);
      if (!fits) {
        return Result.badRequest(
            ScimType.INVALID_VALUE,
            "'" + name + "' has more than " + INDEXED_BYTES_MAX / 2 + " bytes");
      }
    }
    return Result.ok(document);
  }

  private static int utf8Bytes(String text) {
    return text.codePoints().map(it -> it < 0x80 ? 1 : it < 0x800 ? 2 : it < 0x10000 ? 3 : 4).sum();
  }
}

package dev.rollcall.projection.decide.core;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonNull;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;

/// A document as it comes back from the store, whether it was there or not: a decision must have
/// the same bytes wherever the batches around it begin and end. PostgreSQL keeps the members of an
/// object by the length of their names and then by their bytes, and numbers without an exponent
/// (jsonb).
final class StoredForm {
  /// Code points compare as their UTF-8 bytes do.
  private static final Comparator<int[]> BY_LENGTH_AND_BYTES =
      Comparator.comparingInt(StoredForm::utf8Length).thenComparing(Arrays::compare);

  private StoredForm() {}

  static JsonObject of(JsonObject document) {
    var stored = JsonObject.builder();
    document.members().entrySet().stream()
        .sorted(
            Comparator.comparing(
                (Map.Entry<String, Json> member) -> member.getKey().codePoints().toArray(),
                BY_LENGTH_AND_BYTES))
        .forEach(
            (Map.Entry<String, Json> member) -> stored.put(member.getKey(), of(member.getValue())));
    return stored.build();
  }

  private static Json of(Json value) {
    return switch (value) {
      case JsonObject it -> of(it);
      case JsonArray(var elements) -> new JsonArray(elements.stream().map(StoredForm::of).toList());
      case JsonNumber(BigDecimal number) ->
          number.scale() < 0 ? new JsonNumber(number.setScale(0)) : value;
      case JsonString _, JsonBoolean _, JsonNull _ -> value;
    };
  }

  private static int utf8Length(int[] codePoints) {
    int length = 0;
    for (int codePoint : codePoints) {
      length += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    }
    return length;
  }
}

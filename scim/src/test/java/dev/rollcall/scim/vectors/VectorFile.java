package dev.rollcall.scim.vectors;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.schemas.wire.MalformedJsonException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// Reads the vector files from the class path.
final class VectorFile {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);

  private VectorFile() {}

  /// The rows of a JSON Lines file.
  static List<JsonObject> rows(String name) {
    return text(name).lines().filter(it -> !it.isBlank()).map(VectorFile::parse).toList();
  }

  static JsonObject object(String name) {
    return parse(text(name));
  }

  static String text(JsonObject row, String member) {
    return row.text(member).orElseThrow();
  }

  static JsonObject object(JsonObject row, String member) {
    return (JsonObject) Objects.requireNonNull(row.get(member));
  }

  static List<Json> array(JsonObject row, String member) {
    return ((JsonArray) Objects.requireNonNull(row.get(member))).elements();
  }

  static List<String> strings(JsonObject row, String member) {
    return array(row, member).stream().map(it -> ((JsonString) it).value()).toList();
  }

  private static JsonObject parse(String line) {
    try {
      return JSON.readObject(line.getBytes(StandardCharsets.UTF_8));
    } catch (MalformedJsonException e) {
      throw new IllegalStateException("A vector is no JSON: " + line, e);
    }
  }

  private static String text(String name) {
    try (var in = VectorFile.class.getResourceAsStream("/vectors/" + name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

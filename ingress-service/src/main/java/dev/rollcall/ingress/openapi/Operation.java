package dev.rollcall.ingress.openapi;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.util.ArrayList;
import java.util.List;

/// Writes an operation of the document down shortly. Every operation may be answered with an error.
final class Operation {
  private static final String SCHEMAS = "#/components/schemas/";

  private final String summary;
  private final String mediaType;
  private final List<Json> parameters = new ArrayList<>();
  private final JsonObject.Builder responses = JsonObject.builder();
  private final JsonObject.Builder operation = JsonObject.builder();

  Operation(String summary, String mediaType) {
    this.summary = summary;
    this.mediaType = mediaType;
  }

  Operation query(List<String> names) {
    names.forEach(name -> parameters.add(parameter(name, "query", false)));
    return this;
  }

  Operation header(String name) {
    parameters.add(parameter(name, "header", false));
    return this;
  }

  Operation body(String schema) {
    operation.put(
        "requestBody",
        JsonObject.builder().put("required", true).put("content", content(schema)).build());
    return this;
  }

  /// The client may ask to be answered later (RFC 9967).
  Operation asynchronous() {
    parameters.add(parameter("Prefer", "header", false));
    return empty(202);
  }

  Operation answer(int status, String schema) {
    responses.put(
        Integer.toString(status),
        JsonObject.builder().put("description", summary).put("content", content(schema)).build());
    return this;
  }

  Operation empty(int status) {
    responses.put(
        Integer.toString(status), JsonObject.of("description", new JsonString("No content")));
    return this;
  }

  /// The tenant may have too much under way.
  Operation shared() {
    var retryAfter =
        JsonObject.builder()
            .put("description", "Seconds after which a repeat is taken")
            .put("schema", JsonObject.of("type", new JsonString("integer")))
            .build();
    responses.put(
        "429",
        JsonObject.builder()
            .put("description", "Too many requests of this tenant are under way")
            .put("headers", JsonObject.of("Retry-After", retryAfter))
            .put("content", content("Error"))
            .build());
    return this;
  }

  JsonObject build() {
    responses.put(
        "default",
        JsonObject.builder()
            .put("description", "An error")
            .put("content", content("Error"))
            .build());
    operation.put("summary", summary);
    if (!parameters.isEmpty()) {
      operation.put("parameters", new JsonArray(parameters));
    }
    return operation.put("responses", responses.build()).build();
  }

  static JsonObject parameter(String name, String in, boolean required) {
    return JsonObject.builder()
        .put("name", name)
        .put("in", in)
        .put("required", required)
        .put("schema", JsonObject.of("type", new JsonString("string")))
        .build();
  }

  private JsonObject content(String schema) {
    return JsonObject.of(
        mediaType,
        JsonObject.of("schema", JsonObject.of("$ref", new JsonString(SCHEMAS + schema))));
  }
}

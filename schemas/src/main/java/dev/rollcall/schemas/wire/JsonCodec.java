package dev.rollcall.schemas.wire;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonNull;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/// JSON text to [Json] values and back (RFC 8259, UTF-8). Safe for use by several threads.
public final class JsonCodec {
  private final JsonMapper mapper;
  private final JsonLimits limits;

  /// Creates a codec that reads no more than the limits allow.
  public JsonCodec(JsonLimits limits) {
    this.limits = limits;
    var constraints =
        StreamReadConstraints.builder()
            .maxNestingDepth(limits.depthMax())
            .maxStringLength(limits.stringCharsMax())
            .maxNameLength(limits.nameCharsMax())
            .maxNumberLength(limits.numberCharsMax())
            .build();
    var factory =
        JsonFactory.builder()
            .streamReadConstraints(constraints)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    var module =
        new SimpleModule("rollcall-json")
            .addDeserializer(Json.class, new JsonReader())
            .addSerializer(Json.class, new JsonWriter());
    this.mapper =
        JsonMapper.builder(factory)
            .addModule(module)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
  }

  /// Reads one JSON document.
  ///
  /// @throws MalformedJsonException where the bytes are no JSON document within the limits
  public Json read(byte[] utf8) {
    if (utf8.length > limits.bytesMax()) {
      throw new MalformedJsonException(
          "The document has more than " + limits.bytesMax() + " bytes");
    }
    try {
      var value = mapper.readValue(utf8, Json.class);
      if (value == null) {
        throw new MalformedJsonException("The document is empty");
      }
      return value;
    } catch (JacksonException e) {
      throw new MalformedJsonException(describe(e));
    }
  }

  /// Reads a document that must be an object.
  ///
  /// @throws MalformedJsonException where it is not
  public JsonObject readObject(byte[] utf8) {
    if (read(utf8) instanceof JsonObject object) {
      return object;
    }
    throw new MalformedJsonException("The document is not a JSON object");
  }

  /// Reads one JSON document from text.
  ///
  /// @throws MalformedJsonException where the text is no JSON document within the limits
  public Json read(String text) {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Prints a value without white space, members in their order.
  public byte[] write(Json value) {
    return mapper.writerFor(Json.class).writeValueAsBytes(value);
  }

  /// Prints a value as text.
  public String writeText(Json value) {
    return mapper.writerFor(Json.class).writeValueAsString(value);
  }

  private static String describe(JacksonException e) {
    var where = e.getLocation();
    String place =
        where == null || where.getLineNr() < 0
            ? ""
            : " at line " + where.getLineNr() + ", column " + where.getColumnNr();
    if (e instanceof StreamConstraintsException) {
      return "The document goes beyond a limit on depth, text, name or number length" + place;
    }
    String message = String.valueOf(e.getOriginalMessage());
    return (message.startsWith("Duplicate") ? "A member name is repeated" : "Not valid JSON")
        + place;
  }

  private static final class JsonReader extends ValueDeserializer<Json> {
    @Override
    public Json deserialize(JsonParser parser, DeserializationContext context) {
      return value(parser, parser.currentToken());
    }

    @Override
    public Json getNullValue(DeserializationContext context) {
      return JsonNull.NULL;
    }

    private static Json value(JsonParser parser, JsonToken token) {
      return switch (token) {
        case START_OBJECT -> object(parser);
        case START_ARRAY -> array(parser);
        case VALUE_STRING -> new JsonString(parser.getString());
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonNumber(number(parser));
        case VALUE_TRUE -> JsonBoolean.TRUE;
        case VALUE_FALSE -> JsonBoolean.FALSE;
        case VALUE_NULL -> JsonNull.NULL;
        case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
            throw new MalformedJsonException("Not valid JSON");
      };
    }

    /// JSON allows exponents that no number here holds, and some of those that are read as
    /// `100e2147483647` would be written as `1.00E+2147483649` and not be read again.
    private static BigDecimal number(JsonParser parser) {
      try {
        BigDecimal number = parser.getDecimalValue();
        long exponent = number.precision() - 1L - number.scale();
        if (exponent == (int) exponent) {
          return number;
        }
      } catch (NumberFormatException _) {
        // Said below: the parser has no exception of its own for it.
      }
      throw new MalformedJsonException("A number has an exponent that cannot be kept");
    }

    private static JsonObject object(JsonParser parser) {
      var members = JsonObject.builder();
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        members.put(name, value(parser, parser.nextToken()));
      }
      return members.build();
    }

    private static JsonArray array(JsonParser parser) {
      var elements = new ArrayList<Json>();
      for (JsonToken token = parser.nextToken();
          token != JsonToken.END_ARRAY;
          token = parser.nextToken()) {
        elements.add(value(parser, token));
      }
      return new JsonArray(elements);
    }
  }

  private static final class JsonWriter extends ValueSerializer<Json> {
    @Override
    public void serialize(Json value, JsonGenerator out, SerializationContext context) {
      write(value, out);
    }

    private static void write(Json value, JsonGenerator out) {
      switch (value) {
        case JsonObject object -> {
          out.writeStartObject();
          // Not over the entries: a map that cannot be changed wraps each of them anew.
          object
              .members()
              .forEach((name, member) -> {
                out.writeName(name);
                write(member, out);
              });
          out.writeEndObject();
        }
        case JsonArray array -> {
          out.writeStartArray();
          for (Json element : array.elements()) {
            write(element, out);
          }
          out.writeEndArray();
        }
        case JsonString string -> out.writeString(string.value());
        case JsonNumber number -> out.writeNumber(number.value());
        case JsonBoolean bool -> out.writeBoolean(bool.value());
        case JsonNull _ -> out.writeNull();
      }
    }
  }
}

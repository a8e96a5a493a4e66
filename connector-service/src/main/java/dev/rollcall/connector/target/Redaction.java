package dev.rollcall.connector.target;

import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.schemas.wire.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// Makes of a target's answer what may be stored and shown: what kind of error it names, without
/// the people it names.
public final class Redaction {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);
  private static final Pattern PERSONAL =
      Pattern.compile(
          "[^\\s\"'<>]+@[^\\s\"'<>]+" // addresses and most user names
              + "|\"[^\"]*\"|'[^']*'|`[^`]*`" // whatever is quoted is usually a value
              + "|[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}" // identifiers
              + "|\\+?[0-9][0-9 ()/.-]{5,}[0-9]"); // phone and personnel numbers
  private static final Pattern MARKUP = Pattern.compile("<[^>]*>");
  private static final String HIDDEN = "[…]";

  private final int charsMax;

  public Redaction(int charsMax) {
    this.charsMax = charsMax;
  }

  /// Returns the text that may be kept. Of a SCIM error it is the keyword and the detail; of any
  /// other JSON nothing, since it may be the resource itself.
  public String of(byte[] body) {
    if (body.length == 0) {
      return "";
    }
    String text = new String(body, StandardCharsets.UTF_8).strip();
    if (text.startsWith("{") || text.startsWith("[")) {
      return json(body);
    }
    return ofWords(MARKUP.matcher(text).replaceAll(" "));
  }

  /// Returns what may be kept of words that a target said.
  public String ofWords(String words) {
    return shortened(PERSONAL.matcher(words).replaceAll(HIDDEN));
  }

  private String json(byte[] body) {
    try {
      JsonObject error = JSON.readObject(body);
      String keyword = error.text("scimType").map(value -> value + ": ").orElse("");
      String detail = error.text("detail").or(() -> error.text("message")).orElse("");
      return ofWords(keyword + detail);
    } catch (MalformedJsonException _) {
      return "";
    }
  }

  private String shortened(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    return line.length() <= charsMax ? line : line.substring(0, charsMax);
  }
}

package dev.rollcall.connector.target;

import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.schemas.wire.MalformedJsonException;
import dev.rollcall.scim.schema.StorableText;
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
  private static final int READ_FACTOR = 2;
  private static final String QUOTES = "\"'`";
  private static final String HIDDEN = "[…]";

  private final int charsMax;

  public Redaction(int charsMax) {
    this.charsMax = charsMax;
  }

  /// Returns the text that may be kept. Of an error in JSON it is what [ErrorWords] finds; of any
  /// other JSON nothing, since it may be the resource itself.
  public String of(byte[] body) {
    if (body.length == 0) {
      return "";
    }
    String text = new String(body, StandardCharsets.UTF_8).strip();
    if (text.startsWith("{") || text.startsWith("[")) {
      return json(body);
    }
    return ofWords(MARKUP.matcher(beginning(text)).replaceAll(" "));
  }

  /// Returns what may be kept of words that a target said.
  public String ofWords(String words) {
    return shortened(PERSONAL.matcher(beginning(words)).replaceAll(HIDDEN));
  }

  /// The patterns look at a text of one word once for each of its letters: it must not be long. A
  /// value that is cut has no end by which it is known, so that the last one goes.
  private String beginning(String words) {
    int max = charsMax * READ_FACTOR;
    return words.length() <= max ? words : words.substring(0, whole(words, max));
  }

  /// Where the last quoted value begins that is not closed, or else the last word.
  private static int whole(String words, int max) {
    char open = 0;
    int openedAt = 0;
    int word = max;
    for (int at = 0; at < max; at++) {
      char each = words.charAt(at);
      if (open == 0 && QUOTES.indexOf(each) >= 0) {
        open = each;
        openedAt = at;
      } else if (each == open) {
        open = 0;
      }
      word = Character.isWhitespace(each) ? at : word;
    }
    return open == 0 ? word : openedAt;
  }

  private String json(byte[] body) {
    try {
      return ofWords(ErrorWords.of(JSON.readObject(body)));
    } catch (MalformedJsonException _) {
      return "";
    }
  }

  private String shortened(String text) {
    String line = StorableText.storable(text.replaceAll("[\\s\\x00]+", " ")).strip();
    return line.length() <= charsMax ? line : line.substring(0, charsMax);
  }
}

package dev.rollcall.scim.filter;

import dev.rollcall.scim.schema.StorableText;
import java.util.Locale;

/// Walks over the text of a filter. What a run of characters means depends on where it stands: a
/// URN with dots and slashes where a name is due, anything up to a blank where a bare literal is
/// due. So the parser asks for what it wants, instead of taking tokens that were cut before.
final class FilterScanner {
  private final String text;
  private int at;

  FilterScanner(String text) {
    this.text = text;
  }

  int position() {
    return at;
  }

  void returnTo(int position) {
    at = position;
  }

  void skipBlanks() {
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
  }

  boolean atEnd() {
    return at >= text.length();
  }

  /// Takes one character if it is the next one.
  boolean take(char wanted) {
    if (at < text.length() && text.charAt(at) == wanted) {
      at++;
      return true;
    }
    return false;
  }

  /// The next character, or NUL at the end; NUL itself is never accepted anywhere.
  char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  /// Takes an attribute's name with what may qualify it: everything up to a blank, a bracket, a
  /// parenthesis or a quote. May be empty.
  String name() {
    int start = at;
    while (at < text.length() && !isBlank(text.charAt(at)) && "()[]\"'".indexOf(peek()) < 0) {
      at++;
    }
    return text.substring(start, at);
  }

  /// Takes a word of letters and digits, such as an operator; lower-cased. May be empty.
  String keyword() {
    int start = at;
    while (at < text.length() && isAsciiLetterOrDigit(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at).toLowerCase(Locale.ROOT);
  }

  /// Takes a keyword only if it is the given one, whole.
  boolean takeKeyword(String wanted) {
    int start = at;
    if (keyword().equals(wanted)) {
      return true;
    }
    at = start;
    return false;
  }

  /// Takes a literal that has no quotes: everything up to a blank, a bracket, a parenthesis or a
  /// double quote. An apostrophe may be part of a name. May be empty.
  String bareLiteral() {
    int start = at;
    while (at < text.length() && !isBlank(text.charAt(at)) && "()[]\"".indexOf(peek()) < 0) {
      requireNoControl(text.charAt(at));
      at++;
    }
    return requireStorable(text.substring(start, at), start);
  }

  /// Takes a literal with its quotes, decodes the JSON escapes.
  String quotedLiteral(char quote) {
    int start = at;
    at++;
    var decoded = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == quote) {
        at++;
        return requireStorable(decoded.toString(), start);
      }
      requireNoControl(c);
      at++;
      decoded.append(c == '\\' ? escaped(quote) : c);
    }
    throw new Unreadable(start, "A text is not closed");
  }

  private void requireNoControl(char c) {
    if (c < ' ') {
      throw new Unreadable(at, "A text holds a control character that is not escaped");
    }
  }

  private char escaped(char quote) {
    char c = peek();
    at++;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      case '\'' -> {
        if (quote == '\'') {
          yield c;
        }
        throw new Unreadable(at - 2, "A text holds an unknown escape");
      }
      default -> throw new Unreadable(at - 2, "A text holds an unknown escape");
    };
  }

  private char unicode() {
    int start = at - 2;
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(peek(), 16);
      if (digit < 0 || peek() > 'f') {
        throw new Unreadable(start, "An escape with u wants four hexadecimal digits");
      }
      code = code * 16 + digit;
      at++;
    }
    return (char) code;
  }

  /// A stored text holds neither U+0000 nor half a character, so no value could ever equal such a
  /// literal, and a database refuses it.
  private static String requireStorable(String decoded, int start) {
    if (!StorableText.isStorable(decoded)) {
      throw new Unreadable(start, "A text holds U+0000 or half of a surrogate pair");
    }
    return decoded;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  private static boolean isAsciiLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }
}

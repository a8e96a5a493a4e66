package dev.rollcall.scim.dialect;

import dev.rollcall.schemas.json.JsonString;

/// Texts in filters without the quotes of JSON. A sample of Microsoft's and one of the RFC have
/// bare words, another one of the RFC has apostrophes, and administrators copy them.
///
/// Wrong: `externalId eq jyoung`, `userName eq 'jyoung'`, `employeeNumber eq 1001`
///
/// Right: `externalId eq "jyoung"`, `userName eq "jyoung"`, `employeeNumber eq "1001"`
///
/// Switch: [Leniency#unquotedFilterLiterals].
public final class BareLiteral {

  private BareLiteral() {}

  /// Says whether a character opens a text in place of the double quote.
  public static boolean isQuote(char c) {
    return c == '\'';
  }

  /// Returns the text that a bare word means where the attribute is a text.
  public static JsonString toText(String word) {
    return new JsonString(word);
  }
}

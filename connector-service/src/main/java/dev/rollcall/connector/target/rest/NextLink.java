package dev.rollcall.connector.target.rest;

import java.util.Optional;
import java.util.regex.Pattern;

/// The next page in the header `Link` (RFC 8288).
final class NextLink {
  private static final Pattern LINK =
      // Possessive: matched without recursion, however long a header is.
      Pattern.compile("<([^>]*+)>((?:\\s*+;[^,;\"]*+(?:\"[^\"]*+\")?+)*+)");
  private static final Pattern NEXT =
      Pattern.compile(
          ";\\s*rel\\s*=\\s*(?:\"(?:[^\"]*\\s)?next(?:\\s[^\"]*)?\"|next\\s*(?:;|$))",
          Pattern.CASE_INSENSITIVE);

  private NextLink() {}

  /// Returns the address of the next page; empty where there is none.
  static Optional<String> of(String header) {
    return LINK.matcher(header)
        .results()
        .filter(link -> NEXT.matcher(link.group(2)).find())
        .map(link -> link.group(1))
        .findFirst();
  }
}

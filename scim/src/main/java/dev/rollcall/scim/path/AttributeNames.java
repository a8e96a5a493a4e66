package dev.rollcall.scim.path;

/// The lexical rule for attribute names (RFC 7644 figure 1).
public final class AttributeNames {

  private AttributeNames() {}

  /// Says whether a text is a name. A leading `$` is allowed: the RFC's own `$ref` needs it
  /// although its grammar forgets it.
  public static boolean isName(String text) {
    int start = text.startsWith("$") ? 1 : 0;
    if (start == text.length() || !isLetter(text.charAt(start))) {
      return false;
    }
    for (int i = start + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isLetter(c) && !(c >= '0' && c <= '9') && c != '-' && c != '_') {
        return false;
      }
    }
    return true;
  }

  /// Says whether a text starts with `urn:`, in any letter case.
  public static boolean isQualified(String text) {
    return text.regionMatches(true, 0, "urn:", 0, 4);
  }

  /// Says whether a text that starts with `urn:` has the characters of a URN only (RFC 8141 section
  /// 2): the URN of an extension that nobody described becomes the name of a member.
  public static boolean isUrn(String text) {
    return isQualified(text) && text.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '"');
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}

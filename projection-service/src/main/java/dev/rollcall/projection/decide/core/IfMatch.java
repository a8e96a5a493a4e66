package dev.rollcall.projection.decide.core;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `If-Match` against a version. HTTP demands strong comparison here, but SCIM sends weak tags: the
/// opaque text decides and `W/` does not count (facts of RFC 7644 section 3.14).
final class IfMatch {
  private static final Pattern TAG = Pattern.compile("(?:W/)?\"([^\"]*)\"");

  private IfMatch() {}

  /// Says whether the precondition holds for a resource that is there.
  ///
  /// @param sent the header's values; empty without header, and then everything holds
  static boolean holds(List<String> sent, long version) {
    return sent.isEmpty()
        || sent.stream().anyMatch(value -> matches(value.strip(), Long.toString(version)));
  }

  private static boolean matches(String value, String version) {
    if (value.equals("*") || value.equals(version)) {
      return true;
    }
    Matcher tags = TAG.matcher(value);
    while (tags.find()) {
      if (tags.group(1).equals(version)) {
        return true;
      }
    }
    return false;
  }
}

package dev.rollcall.connector.target.rest;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A path, and a query where there is one, with placeholders such as `{remoteId}`. Whatever is put
/// in is encoded, so that no value can leave its place.
///
/// @param text as it was written
record PathTemplate(String text) {
  private static final Pattern SHAPE =
      Pattern.compile("/(?:[A-Za-z0-9\\-._~!$&'()*+,;=:@/?%]|\\{[A-Za-z]+})*+");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z]+)}");

  /// Says whether a text is a template.
  static boolean isTemplate(String text) {
    return SHAPE.matcher(text).matches() && !text.contains("/../") && !text.endsWith("/..");
  }

  List<String> placeholders() {
    var names = new ArrayList<String>();
    Matcher found = PLACEHOLDER.matcher(text);
    while (found.find()) {
      names.add(found.group(1));
    }
    return names;
  }

  /// Returns the path with values in it, or empty where one is missing or would change the path.
  Optional<String> with(Map<String, String> values) {
    var path = new StringBuilder();
    Matcher found = PLACEHOLDER.matcher(text);
    while (found.find()) {
      String value = values.getOrDefault(found.group(1), "");
      if (value.isEmpty() || value.equals(".") || value.equals("..")) {
        return Optional.empty();
      }
      found.appendReplacement(
          path,
          Matcher.quoteReplacement(
              URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20")));
    }
    found.appendTail(path);
    return Optional.of(path.toString());
  }
}

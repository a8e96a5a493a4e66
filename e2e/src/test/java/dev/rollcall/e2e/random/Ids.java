package dev.rollcall.e2e.random;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which name of the model stands for which id of the server. A name of nothing goes out as it is,
/// and is nobody's id.
final class Ids {
  /// An id that was meant for a resource whose creation was refused.
  static final String NEVER_MADE = "@never";

  private static final Pattern NAME = Pattern.compile("@[0-9]+(?:\\.[0-9]+)?");
  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private final Map<String, String> byName = new HashMap<>();
  private final Map<String, String> byId = new HashMap<>();

  void add(String name, String id) {
    byName.put(name, id);
    byId.put(id, name);
  }

  String toServer(String text) {
    return NAME.matcher(text)
        .replaceAll(it -> Matcher.quoteReplacement(byName.getOrDefault(it.group(), it.group())));
  }

  String toModel(String text) {
    return UUID.matcher(text)
        .replaceAll(it -> Matcher.quoteReplacement(byId.getOrDefault(it.group(), NEVER_MADE)));
  }
}

package dev.rollcall.ingress.scimweb;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a client would like, as its `Prefer` headers say (RFC 7240). What is not understood is no
/// preference.
///
/// @param respondAsync whether it would rather be answered later than wait
/// @param patience how long it waits all the same before it is answered later
record Preferences(boolean respondAsync, Duration patience) {
  private static final String NAME = "([\\w!#$%&'*+.^`|~-]+)";
  private static final String VALUE = "(?:\\s*=\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|[^\\s,;\"]*))?";

  /// A preference with its parameters, which none of ours has.
  private static final Pattern PREFERENCE =
      Pattern.compile("\\s*" + NAME + VALUE + "\\s*((?:;[^,\"]*(?:\"[^\"]*\")?[^,\"]*)*)(?:,|$)");

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

  /// Reads the values of all `Prefer` headers; of two of a name the first one counts.
  static Preferences of(List<String> headers) {
    Map<String, String> named = new TreeMap<>();
    for (String header : headers) {
      Matcher matcher = PREFERENCE.matcher(header);
      while (matcher.lookingAt()) {
        String value = matcher.group(2) == null ? "" : matcher.group(2).replace("\"", "");
        named.putIfAbsent(matcher.group(1).toLowerCase(Locale.ROOT), value);
        matcher.region(matcher.end(), header.length());
      }
    }
    String wait = named.getOrDefault("wait", "");
    return new Preferences(
        "".equals(named.get("respond-async")),
        SECONDS.matcher(wait).matches() ? Duration.ofSeconds(Long.parseLong(wait)) : Duration.ZERO);
  }
}

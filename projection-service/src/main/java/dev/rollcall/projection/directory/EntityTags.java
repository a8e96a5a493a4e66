package dev.rollcall.projection.directory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// The versions that a client says it has: `If-None-Match` (RFC 9110 section 13.1.2).
///
/// @param any the client has any version: `*`
public record EntityTags(boolean any, List<Long> versions) {
  /// No header.
  public static final EntityTags NONE = new EntityTags(false, List.of());

  /// Ours are weak tags, but the comparison is of the opaque text alone. Some clients send it
  /// without its quotes.
  private static final Pattern OURS = Pattern.compile("(?:[Ww]/)?(\"?)([1-9][0-9]{0,17})\\1");

  public EntityTags {
    versions = List.copyOf(versions);
  }

  /// Reads the header's values. What is none of our tags matches nothing.
  public static EntityTags of(List<String> headers) {
    var versions = new ArrayList<Long>();
    boolean any = false;
    for (String tag : headers.stream().flatMap(it -> Arrays.stream(it.split(",", -1))).toList()) {
      var ours = OURS.matcher(tag.strip());
      any |= tag.strip().equals("*");
      if (ours.matches()) {
        versions.add(Long.parseLong(ours.group(2)));
      }
    }
    return new EntityTags(any, versions);
  }

  /// Says whether the client has this version.
  public boolean contains(long version) {
    return any || versions.contains(version);
  }
}

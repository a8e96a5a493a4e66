package dev.rollcall.projection.history.core;

import java.util.List;

/// How many entries a page of a history has. An entry may be a line, or a bulk request of a
/// thousand changes: a page is bounded by bytes as well as by number.
///
/// @param entries on the page
/// @param more whether there is another page
public record PageSize(int entries, boolean more) {

  /// Decides on a page.
  ///
  /// @param bytes of each record from the beginning of the page on, one more than `max` where there
  ///   are so many
  /// @param max entries that were asked for
  /// @param bytesMax beyond which only a record that is alone on its page goes
  public static PageSize of(List<Long> bytes, int max, long bytesMax) {
    int entries = 0;
    long together = 0;
    for (long each : bytes.subList(0, Math.min(max, bytes.size()))) {
      together += each;
      if (entries > 0 && together > bytesMax) {
        break;
      }
      entries++;
    }
    return new PageSize(entries, entries < bytes.size());
  }
}

package dev.rollcall.bench.delivery;

import dev.rollcall.bench.scim.Names;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// When the driver's users first reached a target. Safe for use by several threads.
final class Arrivals {
  private final Map<String, Long> nanosByMark = new ConcurrentHashMap<>();

  /// Notes the user whose mark is in the text, if there is one.
  void note(String text) {
    long now = System.nanoTime();
    var mark = Names.mark().matcher(text);
    if (mark.find()) {
      // A repeated delivery is no second arrival.
      nanosByMark.putIfAbsent(mark.group(), now);
    }
  }

  boolean has(String mark) {
    return nanosByMark.containsKey(mark);
  }

  /// Returns when the user arrived, or the largest number where it did not.
  long nanos(String mark) {
    return nanosByMark.getOrDefault(mark, Long.MAX_VALUE);
  }
}

package dev.rollcall.ingress.journal.kafka;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Which other instances are there. Time is told by what one says oneself in the same log, not by a
/// clock: while Kafka is away, or oneself is frozen, nobody is missed.
final class Presence {
  private final String self;
  private final int silenceMax;
  private final Map<String, Integer> silences = new HashMap<>();

  /// @param silenceMax how many times one may have said "here" since another said anything
  Presence(String self, int silenceMax) {
    this.self = self;
    this.silenceMax = silenceMax;
  }

  /// Something of somebody was read.
  void heard(String instance) {
    if (!instance.equals(self)) {
      silences.put(instance, 0);
    }
  }

  /// Says who is gone without a word, now that one's own next "here" was read: each one once.
  Set<String> hereAgain() {
    silences.replaceAll((_, silence) -> silence + 1);
    var gone = new HashSet<String>();
    silences.forEach((other, silence) -> {
      if (silence > silenceMax) {
        gone.add(other);
      }
    });
    silences.keySet().removeAll(gone);
    return gone;
  }

  /// Somebody said that it ends.
  void left(String instance) {
    silences.remove(instance);
  }
}

package dev.rollcall.ingress.journal.kafka;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Requests that are in the log and that no client waits for any more: whose client hung up, did
/// not want to wait, or was told to come again. Safe for use by several threads.
final class Abandoned {
  private final Map<String, Runnable> decided = new LinkedHashMap<>();
  private final int max;

  Abandoned(int max) {
    this.max = max;
  }

  /// Remembers a request. The eldest is given up where there are too many.
  void add(String request, Runnable whenDecided) {
    Runnable givenUp = null;
    synchronized (this) {
      decided.put(request, whenDecided);
      if (decided.size() > max) {
        var eldest = decided.entrySet().iterator();
        givenUp = eldest.next().getValue();
        eldest.remove();
      }
    }
    if (givenUp != null) {
      givenUp.run();
    }
  }

  /// Gives all up: it can no longer be heard of every one of them.
  void giveUp() {
    List<Runnable> all;
    synchronized (this) {
      all = List.copyOf(decided.values());
      decided.clear();
    }
    all.forEach(Runnable::run);
  }

  /// A request is decided.
  void decided(String request) {
    Runnable whenDecided;
    synchronized (this) {
      whenDecided = decided.remove(request);
    }
    if (whenDecided != null) {
      whenDecided.run();
    }
  }
}

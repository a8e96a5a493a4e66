package dev.rollcall.projection.decide.core;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;

/// Changes maps and sets so that the changes can be taken back: a bulk request is judged by making
/// each operation true for the next, and no fact is true before the whole of it is decided.
final class UndoLog {
  private final Deque<Runnable> undo = new ArrayDeque<>();
  private int trials;

  /// A place to go back to.
  record Mark(int depth) {}

  /// Begins a trial. Outside of trials nothing is logged.
  Mark mark() {
    trials++;
    return new Mark(undo.size());
  }

  /// Ends the trial that `mark` began, with everything as it was then.
  void rollBack(Mark mark) {
    while (undo.size() > mark.depth()) {
      undo.pop().run();
    }
    trials--;
  }

  /// Ends the trial that `mark` began and keeps its changes as part of the trial around it.
  void keep() {
    trials--;
  }

  <K, V> void put(Map<K, V> map, K key, V value) {
    V before = map.put(key, value);
    if (trials > 0) {
      undo.push(() -> {
        if (before == null) {
          map.remove(key);
        } else {
          map.put(key, before);
        }
      });
    }
  }

  <T> void add(Set<T> set, T element) {
    if (set.add(element) && trials > 0) {
      undo.push(() -> set.remove(element));
    }
  }
}

package dev.rollcall.e2e.crash.client;

import dev.rollcall.e2e.crash.core.Call;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// Keeps all calls of a run. Safe for use by several threads.
public final class Recorder {
  private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
  private final AtomicInteger ids = new AtomicInteger();

  String nextId() {
    return "call-" + ids.incrementAndGet();
  }

  void note(Call call) {
    calls.add(call);
  }

  /// The calls in the order in which they began.
  public List<Call> history() {
    return calls.stream().sorted(Comparator.comparing(Call::began)).toList();
  }
}

package dev.rollcall.e2e.crash.target;

import dev.rollcall.e2e.crash.core.Downstream.Arrival;
import dev.rollcall.e2e.crash.core.Downstream.Event;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// What all targets of a run have seen. Safe for use by several threads.
public final class Sightings {
  private final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
  private final Queue<Event> events = new ConcurrentLinkedQueue<>();
  private final AtomicInteger forbidden = new AtomicInteger();

  void note(Arrival arrival) {
    arrivals.add(arrival);
  }

  void note(Event event) {
    events.add(event);
  }

  void forbidden() {
    forbidden.incrementAndGet();
  }

  public List<Arrival> arrivals() {
    return List.copyOf(arrivals);
  }

  public List<Event> events() {
    return List.copyOf(events);
  }

  public int forbiddenCalls() {
    return forbidden.get();
  }
}

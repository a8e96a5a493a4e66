package dev.rollcall.e2e.crash.cluster;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Starts again what died, as an operator's supervisor does, and remembers who died unasked.
public final class Supervisor implements AutoCloseable {
  private static final int LOOK_MILLIS = 300;

  private final List<Service> services;
  private final List<String> deaths = new CopyOnWriteArrayList<>();
  private final Thread thread =
      Thread.ofPlatform().daemon().name("supervisor").unstarted(this::run);
  private volatile boolean closed;

  Supervisor(List<Service> services) {
    this.services = services;
  }

  void start() {
    thread.start();
  }

  /// A line for each process that ended although nobody killed it.
  public List<String> deaths() {
    return List.copyOf(deaths);
  }

  private void run() {
    try {
      while (!closed) {
        Thread.sleep(LOOK_MILLIS);
        for (Service service : services) {
          if (!closed && service.isDead()) {
            if (!service.expectsDeath()) {
              deaths.add(service.obituary());
            }
            service.start();
          }
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}

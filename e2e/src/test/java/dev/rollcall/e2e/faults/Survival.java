package dev.rollcall.e2e.faults;

import dev.rollcall.faults.CrashPoints;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// Sees services halt at their points and brings them back.
final class Survival {
  private final Rig rig;

  /// Whether a part has failed: then nobody else starts anything again.
  private volatile boolean over;

  Survival(Rig rig) {
    this.rig = rig;
  }

  /// Arms running services, has work done, and returns when each of them has halted at all of its
  /// points and is ready again, without a fault, and the work is done.
  void of(Round round, Runnable work) {
    over = false;
    var parts = new ArrayList<CompletableFuture<Void>>();
    round.chains().forEach(chain -> serviceOf(chain).arm(chain.getFirst()));
    round.chains().forEach(chain -> parts.add(inParallel(() -> through(chain))));
    parts.add(inParallel(work));
    var all = CompletableFuture.allOf(parts.toArray(CompletableFuture<?>[]::new));
    // Who waits for a part that failed waits in vain.
    parts.forEach(part -> part.exceptionally(failure -> failed(all, failure)));
    try {
      all.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof AssertionError failure) {
        throw failure;
      }
      throw e;
    }
  }

  private @Nullable Void failed(CompletableFuture<Void> all, Throwable failure) {
    over = true;
    all.completeExceptionally(failure);
    return null;
  }

  /// Sees a service that runs, armed with the first of some points, through all of them.
  void through(List<String> chain) {
    FaultyService service = serviceOf(chain);
    for (int i = 0; i < chain.size(); i++) {
      service.awaitHalt(chain.get(i));
      if (over) {
        return;
      }
      List<String> next =
          i + 1 < chain.size() ? List.of("crash=" + chain.get(i + 1)) : List.<String>of();
      rig.startAgain(service, next);
    }
    service.awaitReady();
  }

  /// Ends services that still have faults after a test that failed, and starts all that are down.
  void clear(boolean failed) {
    for (FaultyService service : rig.services()) {
      if (failed) {
        service.kill();
      }
      if (!service.running().isAlive()) {
        rig.startAgain(service, List.of());
        service.awaitReady();
      }
    }
  }

  private FaultyService serviceOf(List<String> chain) {
    return rig.service(CrashPoints.named(chain.getFirst()).orElseThrow().service());
  }

  private static CompletableFuture<Void> inParallel(Runnable part) {
    return CompletableFuture.runAsync(
        part, task -> Thread.ofPlatform().daemon().name("survival").start(task));
  }
}

package dev.rollcall.connector.rounds;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Work that comes round again and again while the service runs. A round that takes longer than its
/// period delays the next one, and rounds are never made up for.
public abstract class Rounds implements SmartLifecycle {
  private final Logger log = LoggerFactory.getLogger(getClass());
  private final String broken;
  private final Set<String> troubles = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Disposable run;

  /// @param broken what has become of the work where the rounds end by a bug, for the log
  protected Rounds(String broken) {
    this.broken = broken;
  }

  /// The rounds, as [#every] makes them.
  protected abstract Flux<?> rounds();

  /// Does something again and again.
  protected static <T> Flux<T> every(Duration period, Supplier<Mono<T>> work) {
    return Flux.interval(period).onBackpressureDrop().concatMap(_ -> work.get(), 1);
  }

  /// Does something that may fail now and succeed the next time: empty where it fails. A trouble is
  /// told once, until it is over.
  ///
  /// @param name tells the troubles of this work from those of others
  /// @param sentence for the log
  protected final <T> Mono<T> attempt(String name, String sentence, Mono<T> work) {
    return work.doOnSuccess(_ -> troubles.remove(name))
        .onErrorResume(e -> {
          if (troubles.add(name)) {
            log.warn("{}", sentence, e);
          }
          return Mono.empty();
        });
  }

  @Override
  public void start() {
    run = rounds().subscribe(_ -> {}, e -> log.error("{}: this is a bug", broken, e));
  }

  @Override
  public void stop() {
    Disposable running = run;
    run = null;
    if (running != null) {
      running.dispose();
    }
  }

  @Override
  public boolean isRunning() {
    return run != null;
  }
}

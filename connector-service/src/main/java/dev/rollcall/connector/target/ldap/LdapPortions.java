package dev.rollcall.connector.target.ldap;

import dev.rollcall.connector.target.ReadableApp.Portion;
import dev.rollcall.connector.target.ReadableApp.Reading;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/// A blocking reading on the threads of its target. A cookie is worth nothing on another
/// connection: when a page fails, all has to be read anew.
final class LdapPortions<T> implements Reading<T> {
  private final Supplier<Begun<T>> begin;
  private @Nullable Begun<T> begun;
  private boolean closed;

  /// A reading with the threads that it runs on.
  record Begun<T>(LdapReading<T> reading, Scheduler threads) {}

  LdapPortions(Supplier<Begun<T>> begin) {
    this.begin = begin;
  }

  @Override
  public Mono<Portion<T>> next() {
    return Mono.defer(() -> {
      Begun<T> now = now();
      return Mono.fromCallable(() -> portion(now.reading())).subscribeOn(now.threads());
    });
  }

  private static <T> Portion<T> portion(LdapReading<T> reading) {
    try {
      return reading.next();
    } catch (LdapFailedException e) {
      return new Portion.Failed<>(e.failure(), false);
    }
  }

  private synchronized Begun<T> now() {
    if (closed) {
      throw new IllegalStateException("Nothing is read after the end");
    }
    Begun<T> now = begun;
    if (now == null) {
      now = begin.get();
      begun = now;
    }
    return now;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (begun != null) {
      begun.reading().close();
    }
  }
}

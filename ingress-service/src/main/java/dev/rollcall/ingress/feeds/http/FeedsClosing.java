package dev.rollcall.ingress.feeds.http;

import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// Ends what waits at feeds before the web server waits for it to end.
final class FeedsClosing implements SmartLifecycle {
  private volatile Sinks.Empty<Void> closing = Sinks.empty();
  private volatile boolean running;

  /// Completes when the service stops.
  Mono<Void> signal() {
    return closing.asMono();
  }

  @Override
  public void start() {
    closing = Sinks.empty();
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    closing.tryEmitEmpty().orThrow();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}

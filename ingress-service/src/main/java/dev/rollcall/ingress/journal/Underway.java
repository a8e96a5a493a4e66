package dev.rollcall.ingress.journal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.publisher.Sinks.EmitFailureHandler;

/// Which requests are being answered, by what they ask for. A client may repeat a request before we
/// know that it hung up on the first: whoever is refused beside an equal request waits until that
/// one has been answered, and is its repeat where the answer did not arrive. Safe for use by
/// several threads.
public final class Underway {
  private final Map<Fingerprint, Sinks.Empty<Void>> eldest = new ConcurrentHashMap<>();

  /// A request that is being answered.
  ///
  /// @param elderEnded ends when an equal one that was being answered when it came has been
  ///   answered, or could not be; at once where there was none
  /// @param end runs when the request itself has been
  public record Begun(Mono<Void> elderEnded, Runnable end) {}

  /// Notes a request.
  public Begun begin(Fingerprint fingerprint) {
    Sinks.Empty<Void> own = Sinks.empty();
    Sinks.Empty<Void> elder = eldest.putIfAbsent(fingerprint, own);
    return elder == null
        ? new Begun(Mono.empty(), () -> end(fingerprint, own))
        : new Begun(elder.asMono(), () -> {});
  }

  private void end(Fingerprint fingerprint, Sinks.Empty<Void> own) {
    eldest.remove(fingerprint, own);
    own.emitEmpty(EmitFailureHandler.FAIL_FAST);
  }
}

package dev.rollcall.ingress.access.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/// Counts the requests that were kept out, by what kept them out.
final class ShareMeters {
  private static final String NAME = "rollcall.requests.refused";

  private final Counter overShare;
  private final Counter noTurn;

  ShareMeters(MeterRegistry registry) {
    this.overShare = Counter.builder(NAME).tag("reason", "over_share").register(registry);
    this.noTurn = Counter.builder(NAME).tag("reason", "no_turn").register(registry);
  }

  /// The tenant had its share under way.
  void overShare() {
    overShare.increment();
  }

  /// A read waited for its turn in vain.
  void noTurn() {
    noTurn.increment();
  }
}

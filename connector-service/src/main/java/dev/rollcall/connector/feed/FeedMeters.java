package dev.rollcall.connector.feed;

import dev.rollcall.connector.feed.FeedProgress.Lag;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Instant;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// Figures of feeds, to alarm by.
final class FeedMeters {
  private final MultiGauge unacknowledged;
  private final MultiGauge oldest;

  FeedMeters(MeterRegistry registry, Feeds feeds) {
    this.unacknowledged =
        MultiGauge.builder("rollcall.feed.unacknowledged")
            .description("Entries that the consumer of a feed has not acknowledged")
            .register(registry);
    this.oldest =
        MultiGauge.builder("rollcall.feed.oldest.seconds")
            .description("How long the oldest entry of a feed has not been acknowledged")
            .register(registry);
    Gauge.builder("rollcall.feed.waiting", feeds, Feeds::waiting)
        .description("Requests and streams that wait at feeds of this instance")
        .register(registry);
  }

  void lags(List<Lag> lags, Instant now) {
    register(unacknowledged, lags, lag -> lag.extent().unacknowledged());
    register(oldest, lags, lag -> lag.age(now).toSeconds());
  }

  private static void register(MultiGauge gauge, List<Lag> lags, ToDoubleFunction<Lag> figure) {
    gauge.register(
        lags.stream()
            .map(lag -> Row.of(Tags.of("target", lag.lane()), figure.applyAsDouble(lag)))
            .collect(Collectors.toList()),
        true);
  }
}

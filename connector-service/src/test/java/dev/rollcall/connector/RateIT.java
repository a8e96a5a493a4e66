package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.connector.FakeServer.Request;
import dev.rollcall.connector.FakeServer.Response;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A target that takes three calls a second gets nearly three, and hardly ever has to say no:
/// whether its profile names the rate, or its 429s teach it.
class RateIT {
  private static final String TENANT = "rates";
  private static final double PER_SECOND = 3;
  private static final double SECONDS = 25;
  private static final double LEARNING_SECONDS = 4;
  private static final int PEOPLE = 110;

  /// Three calls a second, three at once, and `Retry-After` for the others.
  private static final class Limited implements Function<Request, Response> {
    private final ScimDirectory directory = new ScimDirectory();
    private final List<Double> taken = new ArrayList<>();
    private final List<Double> refused = new ArrayList<>();
    private double tokens = PER_SECOND;
    private long filledAt = System.nanoTime();
    private long begun;

    @Override
    public synchronized Response apply(Request request) {
      long now = System.nanoTime();
      begun = begun == 0 ? now : begun;
      tokens = Math.min(PER_SECOND, tokens + (now - filledAt) / 1e9 * PER_SECOND);
      filledAt = now;
      double at = (now - begun) / 1e9;
      if (tokens < 1) {
        refused.add(at);
        return new Response(429, Map.of("Retry-After", "1"), "");
      }
      tokens--;
      taken.add(at);
      return directory.apply(request);
    }

    synchronized boolean isSeenFor(double seconds) {
      return !taken.isEmpty() && taken.getLast() >= seconds;
    }

    synchronized long taken(double from) {
      return taken.stream().filter(at -> at >= from && at < from + SECONDS).count();
    }

    synchronized long refused(double from) {
      return refused.stream().filter(at -> at >= from && at < from + SECONDS).count();
    }
  }

  @Test
  void a_limited_target_is_used_nearly_in_full_and_refuses_hardly_any(@TempDir Path folder) {
    var named = new Limited();
    var taught = new Limited();
    try (var namedServer = new FakeServer(named);
        var taughtServer = new FakeServer(taught);
        var connector =
            Connector.start(
                folder,
                List.of(
                    TargetEntries.scim("named", TENANT, namedServer.url())
                        .with("profile", JsonObject.of("rates", threeASecond())),
                    TargetEntries.scim("taught", TENANT, taughtServer.url())))) {
      for (int i = 0; i < PEOPLE; i++) {
        DecisionFeed.shared()
            .publish(TENANT, Facts.created(Facts.user("rates-" + i), Facts.person("rates-" + i)));
      }
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> named.isSeenFor(SECONDS) && taught.isSeenFor(SECONDS + LEARNING_SECONDS));

      // Half a minute on a busy machine says less than the two hours that RatesTest
      // simulates, which hold to nine tenths and one in a hundred.
      long least = Math.round(0.7 * PER_SECOND * SECONDS);
      assertThat(named.taken(0)).isGreaterThanOrEqualTo(least);
      assertThat(named.refused(0) * 100).isLessThanOrEqualTo(named.taken(0));
      assertThat(taught.taken(LEARNING_SECONDS)).isGreaterThanOrEqualTo(least);
      assertThat(taught.refused(LEARNING_SECONDS) * 10)
          .isLessThanOrEqualTo(taught.taken(LEARNING_SECONDS));
      // The pauses are no failures: nothing is behind its schedule or parked.
      assertThat(connector.keys(TENANT, "taught", "failing")).isEmpty();
      assertThat(connector.keys(TENANT, "taught", "parked")).isEmpty();
    }
  }

  private static Json threeASecond() {
    return new JsonArray(
        List.<Json>of(
            JsonObject.builder()
                .put("class", "all")
                .put("permits", 3)
                .put("perSeconds", 1)
                .build()));
  }
}

package dev.rollcall.bench.trial;

import dev.rollcall.bench.delivery.TargetApp;
import dev.rollcall.bench.load.Ticker;
import dev.rollcall.bench.report.Figure;
import dev.rollcall.bench.trial.LimitedApp.Window;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Two targets take three calls a second each. One is configured with that rate, of the other one
/// nothing is known. Both have more to be told than they take.
final class ThrottledTrial {
  private static final int PER_SECOND = 3;
  private static final Duration WARM_UP = Duration.ofMinutes(1);

  /// More people than fit into the time, so that there is always somebody who waits.
  private static final double MORE = 1.1;

  private final TrialSetting setting;
  private final List<Figure> figures = new ArrayList<>();

  ThrottledTrial(TrialSetting setting) {
    this.setting = setting;
  }

  List<Figure> run() throws InterruptedException {
    var learned = new LimitedApp(new TokenBucket(PER_SECOND, PER_SECOND));
    var named = new LimitedApp(new TokenBucket(PER_SECOND, PER_SECOND));
    Duration each = setting.size().each();
    long seconds = WARM_UP.plus(each).toSeconds();
    try (var tenant = TrialTenant.enter(setting);
        var learnedServer = TargetApp.start(0, learned);
        var namedServer = TargetApp.start(0, named)) {
      tenant.people((int) (seconds * PER_SECOND * MORE) + PER_SECOND);
      tenant.targets(
          List.of(
              tenant.target("learned", learnedServer.url("/scim/v2")).build(),
              tenant.target("named", namedServer.url("/scim/v2")).put("profile", rates()).build()));
      tenant.await(
          "A limited target is not called",
          () -> learned.firstNanos() < Long.MAX_VALUE && named.firstNanos() < Long.MAX_VALUE);
      setting.progress().println("watching limited targets for " + seconds + " s");
      long start = Math.max(learned.firstNanos(), named.firstNanos());
      Ticker.system().awaitUntil(start + Duration.ofSeconds(seconds).toNanos());
    }
    figures("throttled, learned", learned, each);
    figures("throttled, named", named, each);
    return figures;
  }

  private void figures(String workload, LimitedApp app, Duration each) {
    long warm = app.firstNanos() + WARM_UP.toNanos();
    window(workload, "first minute", app.between(app.firstNanos(), warm), WARM_UP);
    window(workload, "then", app.between(warm, warm + each.toNanos()), each);
  }

  private void window(String workload, String when, Window window, Duration time) {
    long allowed = time.toSeconds() * PER_SECOND;
    figures.add(Figure.of(workload, when + ": time", time.toSeconds(), "s"));
    figures.add(Figure.of(workload, when + ": calls", window.calls(), ""));
    figures.add(
        Figure.of(
            workload,
            when + ": share of the allowed rate that was used",
            percent(window.admitted(), allowed),
            "%"));
    figures.add(
        Figure.of(
            workload,
            when + ": share of calls answered 429",
            percent(window.calls() - window.admitted(), window.calls()),
            "%"));
  }

  private static double percent(long part, long whole) {
    return whole == 0 ? 0 : 100 * (double) part / (double) whole;
  }

  private static JsonObject rates() {
    Json rate =
        JsonObject.builder()
            .put("class", "calls")
            .put("permits", PER_SECOND)
            .put("perSeconds", 1)
            .build();
    return JsonObject.of("rates", JsonArray.of(rate));
  }
}

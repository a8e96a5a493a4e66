package dev.rollcall.bench.trial;

import dev.rollcall.bench.delivery.TargetApp;
import dev.rollcall.bench.load.Driver;
import dev.rollcall.bench.load.Load;
import dev.rollcall.bench.load.Measurement;
import dev.rollcall.bench.load.Pace;
import dev.rollcall.bench.load.Ticker;
import dev.rollcall.bench.report.Figure;
import dev.rollcall.bench.report.Rounds;
import dev.rollcall.bench.report.Row;
import dev.rollcall.bench.scim.EntraMessages;
import dev.rollcall.bench.scim.Names;
import dev.rollcall.schemas.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// One client posts users: without a target, beside one that takes connections and never answers,
/// and beside one that takes half a second for each call, in turn. Each time in a tenant of its
/// own, so that no target has anything left of the time before.
final class PostBesideTrial {
  private static final String WORKLOAD = "postbeside";
  private static final Duration SLOW = Duration.ofMillis(500);
  private static final Duration DURATION_MAX = Duration.ofMinutes(30);
  private static final int ROUNDS = 3;

  /// So many of the users are posted before it is measured.
  private static final int WARM_UP_SHARE = 10;

  private final TrialSetting setting;
  private final int many;
  private final Names names = Names.ofNewRun();
  private final List<Row> rows = new ArrayList<>();
  private long calls;

  /// What is delivered to meanwhile.
  private enum Beside {
    NONE,
    DEAD,
    SLOW;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Prepares the trial.
  ///
  /// @param many users that are posted each time
  PostBesideTrial(TrialSetting setting, int many) {
    this.setting = setting;
    this.many = many;
  }

  List<Figure> run() throws InterruptedException {
    for (int round = 1; round <= ROUNDS; round++) {
      for (Beside beside : Beside.values()) {
        setting.progress().println("round " + round + ", beside " + beside.label());
        rows.add(new Row(beside.label(), "", measure(beside)));
      }
    }
    return figures();
  }

  private Measurement measure(Beside beside) throws InterruptedException {
    var slow = new SlowApp(Ticker.system(), SLOW);
    try (var tenant = TrialTenant.enter(setting);
        var dead = DeadServer.start();
        var server = TargetApp.start(0, slow)) {
      switch (beside) {
        case NONE -> {}
        case DEAD -> enter(tenant, tenant.target("dead", dead.url()).build());
        case SLOW -> enter(tenant, tenant.target("slow", server.url("/scim/v2")).build());
      }
      post(tenant, Math.max(1, many / WARM_UP_SHARE));
      Measurement measured = post(tenant, many);
      calls += dead.connections() + slow.calls();
      return measured;
    }
  }

  private static void enter(TrialTenant tenant, JsonObject target) {
    tenant.targets(List.of(target));
    tenant.await("The target is not taken up", () -> tenant.count(_ -> true) == 1);
  }

  private Measurement post(TrialTenant tenant, int users) throws InterruptedException {
    var load = new Load(new Pace.Closed(), 1, DURATION_MAX, users);
    return new Driver(Ticker.system())
        .run(
            load,
            () ->
                tenant.scim().post("/Users", EntraMessages.user(names.nextUser())).expecting(201));
  }

  private List<Figure> figures() {
    var figures = new ArrayList<Figure>();
    List<Rounds> all = Rounds.of(rows);
    double alone = all.getFirst().millisAt(99);
    for (Rounds each : all) {
      String beside = "beside " + each.name() + ": ";
      var spread = each.millisSpread(99);
      figures.add(Figure.of(WORKLOAD, beside + "p50", each.millisAt(50), "ms"));
      figures.add(Figure.of(WORKLOAD, beside + "p99, median of rounds", each.millisAt(99), "ms"));
      figures.add(Figure.of(WORKLOAD, beside + "p99, least of a round", spread.least(), "ms"));
      figures.add(
          Figure.of(WORKLOAD, beside + "p99, greatest of a round", spread.greatest(), "ms"));
      figures.add(Figure.none(WORKLOAD, beside + "posts that failed", each.failed(), ""));
      if (!each.name().equals(Beside.NONE.label()) && alone > 0) {
        figures.add(
            Figure.of(WORKLOAD, beside + "p99 against none", each.millisAt(99) / alone, "x"));
      }
    }
    figures.add(Figure.of(WORKLOAD, "calls that came to the dead and the slow one", calls, ""));
    return figures;
  }
}

package dev.rollcall.bench.trial;

import dev.rollcall.bench.report.Figure;
import dev.rollcall.schemas.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/// Nine targets get everything that has waited for them, in turn without and with a tenth one that
/// takes connections and never answers.
final class DeadTargetTrial {
  private static final String WORKLOAD = "deadtarget";
  private static final int HEALTHY = 9;
  private static final int ROUNDS = 2;

  private final TrialSetting setting;
  private final int many;
  private final List<Figure> figures = new ArrayList<>();
  private int peopleSoFar;

  /// Prepares the trial.
  ///
  /// @param many people of one round
  DeadTargetTrial(TrialSetting setting, int many) {
    this.setting = setting;
    this.many = many;
  }

  List<Figure> run() throws InterruptedException {
    double without = 0;
    double with = 0;
    try (var tenant = TrialTenant.enter(setting);
        var dead = DeadServer.start();
        var apps = Apps.start(HEALTHY)) {
      var round = new Round(tenant, apps, dead);
      round.rate(false);
      for (int i = 1; i <= ROUNDS; i++) {
        without += told("round " + i + ": nine, without the dead one", round.rate(false));
        with += told("round " + i + ": nine, beside the dead one", round.rate(true));
      }
      figures.add(Figure.of(WORKLOAD, "connections to the dead one", dead.connections(), ""));
    }
    figures.add(Figure.of(WORKLOAD, "nine, without the dead one, mean", without / ROUNDS, "/s"));
    figures.add(Figure.of(WORKLOAD, "nine, beside the dead one, mean", with / ROUNDS, "/s"));
    figures.add(Figure.of(WORKLOAD, "loss", 100 * (1 - with / without), "%"));
    return figures;
  }

  private double told(String what, double rate) {
    figures.add(Figure.of(WORKLOAD, what, rate, "/s"));
    return rate;
  }

  /// One backlog after the other.
  private final class Round {
    private final TrialTenant tenant;
    private final Apps apps;
    private final DeadServer dead;

    Round(TrialTenant tenant, Apps apps, DeadServer dead) {
      this.tenant = tenant;
      this.apps = apps;
      this.dead = dead;
    }

    /// Returns accounts a second that the nine get, from the first to the last.
    double rate(boolean besideDead) throws InterruptedException {
      enter(true, true);
      tenant.await("The targets are not paused", () -> tenant.count(this::isPaused) == HEALTHY + 1);
      tenant.people(many);
      peopleSoFar += many;
      tenant.awaitCount("Targets with everybody", HEALTHY, () -> tenant.count(this::isFull));
      setting
          .progress()
          .println("letting nine go " + (besideDead ? "beside the dead one" : "alone"));
      apps.all().forEach(app -> app.watch().clear());
      enter(false, !besideDead);
      tenant.awaitCount(
          "Accounts", (long) HEALTHY * peopleSoFar, () -> apps.sum(PeopleApp::people));
      double seconds = (apps.lastNanos() - apps.firstNanos()) / 1e9;
      return (double) HEALTHY * many / seconds;
    }

    private void enter(boolean paused, boolean deadPaused) {
      var entries = new ArrayList<JsonObject>();
      apps.entries(tenant).forEach(it -> entries.add(it.put("paused", paused).build()));
      entries.add(tenant.target("dead", dead.url()).put("paused", deadPaused).build());
      tenant.targets(entries);
    }

    private boolean isPaused(JsonObject target) {
      return target.text("state").filter("paused"::equals).isPresent();
    }

    private boolean isFull(JsonObject target) {
      return !target.text("id").filter("dead"::equals).isPresent()
          && TrialTenant.number(target, "backlog") == many;
    }
  }
}

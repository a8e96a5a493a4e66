package dev.rollcall.bench.trial;

import dev.rollcall.bench.report.Figure;
import dev.rollcall.schemas.json.JsonObject;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;

/// Nine targets get everything that has waited for them, in turn alone, beside one that takes
/// connections and never answers, and beside one that refuses them. Both dead ones have a time
/// limit that runs out many times while the nine are let go: by the usual one a round would end
/// before the first failure.
final class DeadTargetTrial {
  private static final String WORKLOAD = "deadtarget";
  private static final int HEALTHY = 9;
  private static final int DEAD = 2;
  private static final int ROUNDS = 2;

  /// How long a dead one may take for an answer; the nine of the trial answer at once.
  private static final int DEAD_TIMEOUT_MILLIS = 1_500;

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
    var sums = new EnumMap<Beside, Double>(Beside.class);
    try (var tenant = TrialTenant.enter(setting);
        var silent = DeadServer.start();
        var apps = Apps.start(HEALTHY)) {
      var round = new Round(tenant, apps, silent);
      round.rate(Beside.NOBODY);
      for (int i = 1; i <= ROUNDS; i++) {
        for (Beside each : Beside.values()) {
          sums.merge(
              each, told("round " + i + ": nine, " + each.words, round.rate(each)), Double::sum);
        }
      }
      figures.add(Figure.of(WORKLOAD, "connections to the silent one", silent.connections(), ""));
    }
    double alone = sums.getOrDefault(Beside.NOBODY, 0.0);
    sums.forEach((each, sum) -> {
      told("nine, " + each.words + ", mean", sum / ROUNDS);
      if (each != Beside.NOBODY) {
        figures.add(Figure.of(WORKLOAD, "loss " + each.words, 100 * (1 - sum / alone), "%"));
      }
    });
    return figures;
  }

  /// Who is let go with the nine.
  private enum Beside {
    NOBODY("alone"),
    SILENT("beside the silent one"),
    REFUSING("beside the refusing one");

    private final String words;

    Beside(String words) {
      this.words = words;
    }

    private String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private double told(String what, double rate) {
    figures.add(Figure.of(WORKLOAD, what, rate, "/s"));
    return rate;
  }

  /// One backlog after the other.
  private final class Round {
    private final TrialTenant tenant;
    private final Apps apps;
    private final DeadServer silent;

    Round(TrialTenant tenant, Apps apps, DeadServer silent) {
      this.tenant = tenant;
      this.apps = apps;
      this.silent = silent;
    }

    /// Returns accounts a second that the nine get, from the first to the last.
    double rate(Beside beside) throws InterruptedException {
      enter(true, Beside.NOBODY);
      tenant.await(
          "The targets are not paused", () -> tenant.count(this::isPaused) == HEALTHY + DEAD);
      tenant.people(many);
      peopleSoFar += many;
      tenant.awaitCount("Targets with everybody", HEALTHY, () -> tenant.count(this::isFull));
      setting.progress().println("letting nine go " + beside.words);
      apps.all().forEach(app -> app.watch().clear());
      enter(false, beside);
      tenant.awaitCount(
          "Accounts", (long) HEALTHY * peopleSoFar, () -> apps.sum(PeopleApp::people));
      double seconds = (apps.lastNanos() - apps.firstNanos()) / 1e9;
      return (double) HEALTHY * many / seconds;
    }

    /// @param paused whether the nine are
    /// @param beside the dead one that is not
    private void enter(boolean paused, Beside beside) {
      var entries = new ArrayList<JsonObject>();
      apps.entries(tenant).forEach(it -> entries.add(it.put("paused", paused).build()));
      entries.add(dead(Beside.SILENT, silent.url(), beside));
      entries.add(dead(Beside.REFUSING, DeadServer.closedUrl(), beside));
      tenant.targets(entries);
    }

    private JsonObject dead(Beside which, String url, Beside beside) {
      return tenant
          .target(which.id(), url)
          .put("timeoutMillis", DEAD_TIMEOUT_MILLIS)
          .put("paused", which != beside)
          .build();
    }

    private boolean isPaused(JsonObject target) {
      return target.text("state").filter("paused"::equals).isPresent();
    }

    private boolean isFull(JsonObject target) {
      return target.text("id").filter(it -> it.startsWith(Apps.PREFIX)).isPresent()
          && TrialTenant.number(target, "backlog") == many;
    }
  }
}

package dev.rollcall.bench.trial;

import dev.rollcall.bench.report.Figure;
import dev.rollcall.schemas.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everybody's account has another title than the directory says; a replay that trusts nothing
/// mends all of them as fast as it may. Some people are changed meanwhile.
final class ReplayTrial {
  /// The greatest rate that a replay takes.
  private static final int PER_SECOND_MAX = 10_000;

  private static final int CHANGED_MAX = 50;

  /// The last tenth of a replay has no changes beside it.
  private static final long LAST_PART = 10;

  private static final Duration CHANGE_EVERY = Duration.ofMillis(50);

  private final TrialSetting setting;
  private final int accounts;

  /// Prepares the trial.
  ///
  /// @param accounts at all targets together
  ReplayTrial(TrialSetting setting, int accounts) {
    this.setting = setting;
    this.accounts = accounts;
  }

  List<Figure> run() throws InterruptedException {
    var figures = new ArrayList<Figure>();
    for (int lanes : setting.size().lanes()) {
      try (var tenant = TrialTenant.enter(setting);
          var apps = Apps.start(lanes)) {
        figures.addAll(new OverLanes(lanes, tenant, apps).run());
      }
    }
    return figures;
  }

  /// One replay, spread over some targets.
  private final class OverLanes {
    private final int lanes;
    private final TrialTenant tenant;
    private final Apps apps;
    private final String workload;
    private final List<Figure> figures = new ArrayList<>();
    private long mendedBefore = -1;

    OverLanes(int lanes, TrialTenant tenant, Apps apps) {
      this.lanes = lanes;
      this.tenant = tenant;
      this.apps = apps;
      this.workload = "replay, lanes=" + lanes;
    }

    List<Figure> run() throws InterruptedException {
      List<String> people = tenant.people(Math.max(1, accounts / lanes));
      long all = (long) people.size() * lanes;
      fill(all);
      var connector = ConnectorProcess.of(setting.targetsFile(), workload);
      memory(connector, "before");
      apps.all().forEach(PeopleApp::drift);
      try (var changes =
          Changes.begin(tenant.scim(), changed(people), CHANGE_EVERY.multipliedBy(lanes))) {
        replay(all, connector, changes);
        Map<String, Long> last = changes.end();
        tenant.awaitCount("Targets in step", lanes, () -> tenant.count(TrialTenant::isIdle));
        order(last);
      }
      memory(connector, "after");
      connector.ifPresent(it -> figures.add(it.most()));
      return figures;
    }

    /// A new target gets the present state.
    private void fill(long all) {
      setting.progress().println("filling " + lanes + " targets, " + all + " accounts");
      tenant.targets(apps.entries(tenant).stream().map(JsonObject.Builder::build).toList());
      tenant.awaitCount("Accounts", all, () -> apps.sum(PeopleApp::people));
      rate("accounts created, first fill", (double) all, apps.firstNanos(), apps.lastNanos());
      tenant.awaitCount("Targets in step", lanes, () -> tenant.count(TrialTenant::isIdle));
    }

    private List<String> changed(List<String> people) {
      return people.subList(0, Math.min(people.size(), CHANGED_MAX));
    }

    private void replay(long all, Optional<ConnectorProcess> connector, Changes changes) {
      setting.progress().println("replaying " + all + " accounts over " + lanes + " targets");
      long start = System.nanoTime();
      List<String> replays = new ArrayList<>();
      for (int i = 0; i < lanes; i++) {
        replays.add(tenant.order(Apps.name(i), "/replay", everything()));
      }
      tenant.awaitCount(
          "Mended accounts",
          all,
          () -> mended(all, replays),
          () -> {
            connector.ifPresent(ConnectorProcess::look);
            if (mendedBefore * LAST_PART >= all * (LAST_PART - 1)) {
              // Whoever changes all the time would keep the replay from being over.
              changes.close();
            }
          });
      long mended = apps.sum(it -> it.watch().mended());
      long end = apps.all().stream().mapToLong(it -> it.watch().mendedNanos()).max().orElseThrow();
      rate("accounts mended", (double) mended, start, Math.max(start + 1, end));
      figures.add(Figure.none(workload, "accounts that the replay did not mend", all - mended, ""));
      tenant.awaitCount("Ended replays", lanes, () -> ended(replays));
      figures.add(
          Figure.of(
              workload,
              "until all replays said that they are done",
              seconds(start, System.nanoTime()),
              "s"));
    }

    /// How many are mended; all of them where the replays are over, because then no more follow.
    private long mended(long all, List<String> replays) {
      long before = mendedBefore;
      mendedBefore = apps.sum(it -> it.watch().mended());
      // Whoever asks all the time is part of the load: only a count that stands still needs it.
      return mendedBefore == before && ended(replays) == lanes ? all : mendedBefore;
    }

    private long ended(List<String> replays) {
      long ended = 0;
      for (int i = 0; i < lanes; i++) {
        if (tenant.state(Apps.name(i), "/replays/" + replays.get(i)).equals("done")) {
          ended++;
        }
      }
      return ended;
    }

    private void order(Map<String, Long> last) {
      long stale = 0;
      for (var person : last.entrySet()) {
        stale +=
            apps.all().stream()
                .filter(app -> app.lastChange(person.getKey()) != person.getValue())
                .count();
      }
      figures.add(
          Figure.of(
              workload,
              "changes made meanwhile",
              last.values().stream().mapToDouble(it -> it).max().orElse(0),
              ""));
      figures.add(
          Figure.none(
              workload,
              "writes beside or behind a newer one of the same person",
              apps.sum(it -> it.watch().disorders()),
              ""));
      figures.add(Figure.none(workload, "accounts that do not have their last change", stale, ""));
      figures.add(
          Figure.none(workload, "people created twice", apps.sum(PeopleApp::createdTwice), ""));
    }

    private void rate(String what, double many, long start, long end) {
      figures.add(Figure.of(workload, what, many, ""));
      figures.add(Figure.of(workload, what + ": time", seconds(start, end), "s"));
      figures.add(Figure.of(workload, what + ": rate", many / seconds(start, end), "/s"));
    }

    private void memory(Optional<ConnectorProcess> connector, String when)
        throws InterruptedException {
      if (connector.isPresent()) {
        figures.addAll(connector.get().figures(when));
      } else {
        setting.progress().println("the connector's memory cannot be seen from here");
      }
    }
  }

  private static JsonObject everything() {
    return JsonObject.builder()
        .put("from", "present")
        .put("ratePerSecond", PER_SECOND_MAX)
        .put("distrust", true)
        .put("reason", "a trial of the benchmark driver")
        .build();
  }

  private static double seconds(long start, long end) {
    return (end - start) / 1e9;
  }
}

package dev.rollcall.bench.trial;

import dev.rollcall.bench.delivery.TargetApp;
import dev.rollcall.bench.delivery.TargetApp.Reply;
import dev.rollcall.bench.report.Figure;
import dev.rollcall.schemas.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// A target refuses everybody's creation, so that all are parked; then it is mended, and one act
/// redrives all of them.
final class RedriveTrial {
  private static final String WORKLOAD = "redrive";
  private static final String TARGET = "crm";

  /// The greatest rate that an act takes.
  private static final int PER_SECOND_MAX = 10_000;

  private static final Reply REFUSAL =
      new Reply(400, "{\"status\":\"400\",\"detail\":\"The quota is used up\"}");

  private final TrialSetting setting;
  private final int many;
  private final PeopleApp app = new PeopleApp();
  private final AtomicBoolean refuses = new AtomicBoolean(true);
  private final List<Figure> figures = new ArrayList<>();

  RedriveTrial(TrialSetting setting, int many) {
    this.setting = setting;
    this.many = many;
  }

  List<Figure> run() throws InterruptedException {
    try (var tenant = TrialTenant.enter(setting);
        var server = TargetApp.start(0, this::reply)) {
      tenant.people(many);
      setting.progress().println("parking " + many + " people");
      tenant.targets(List.of(tenant.target(TARGET, server.url("/scim/v2")).build()));
      long start = System.nanoTime();
      tenant.awaitCount("Parked people", many, () -> parked(tenant));
      figures.add(Figure.of(WORKLOAD, "parked", many, ""));
      figures.add(Figure.of(WORKLOAD, "until all were parked", since(start), "s"));
      refuses.set(false);
      redrive(tenant);
    }
    figures.add(Figure.none(WORKLOAD, "people created more than once", app.createdTwice(), ""));
    figures.add(Figure.none(WORKLOAD, "people not created", many - app.people(), ""));
    return figures;
  }

  private void redrive(TrialTenant tenant) {
    setting.progress().println("redriving " + many + " people");
    long start = System.nanoTime();
    String act =
        tenant.order(
            TARGET,
            "/acts",
            JsonObject.builder()
                .put("act", "redrive")
                .put("filter", JsonObject.EMPTY)
                .put("reason", "a trial of the benchmark driver")
                .put("perSecond", PER_SECOND_MAX)
                .build());
    tenant.awaitCount("Created people", many, app::people);
    double seconds = since(start);
    figures.add(Figure.of(WORKLOAD, "redriven: time", seconds, "s"));
    figures.add(Figure.of(WORKLOAD, "redriven: rate", many / seconds, "/s"));
    // A second creation would come late: nothing may be left to do.
    tenant.awaitCount("Targets in step", 1, () -> tenant.count(TrialTenant::isIdle));
    tenant.await("The act does not end", () -> tenant.state(TARGET, "/acts/" + act).equals("done"));
    figures.add(Figure.of(WORKLOAD, "until the act is done and nothing waits", since(start), "s"));
  }

  private Reply reply(TargetApp.Call call) {
    return refuses.get() && call.method().equals("POST") ? REFUSAL : app.reply(call);
  }

  private static long parked(TrialTenant tenant) {
    return tenant.sum("parked");
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}

package dev.rollcall.bench;

import dev.rollcall.bench.delivery.DeliveryRun;
import dev.rollcall.bench.delivery.TargetsPlace;
import dev.rollcall.bench.fairness.FairnessRun;
import dev.rollcall.bench.fairness.Neighbour;
import dev.rollcall.bench.load.Load;
import dev.rollcall.bench.process.ProcessTree;
import dev.rollcall.bench.report.Figure;
import dev.rollcall.bench.report.Row;
import dev.rollcall.bench.scim.Platform;
import dev.rollcall.bench.scim.ScimClient;
import dev.rollcall.bench.scim.Workload;
import dev.rollcall.bench.trial.Trial;
import dev.rollcall.bench.trial.TrialSetting;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Runs what the command line asks for, one run after the other.
final class Bench {
  private final Options options;
  private final Platform platform;
  private final Limits limits;
  private final PrintStream progress;

  Bench(Options options, Platform platform, Limits limits, PrintStream progress) {
    this.options = options;
    this.platform = platform;
    this.limits = limits;
    this.progress = progress;
  }

  List<Row> run() throws InterruptedException {
    var rows = new ArrayList<Row>();
    Long pid = platform.pid();
    var processes = new ProcessTree(pid == null ? List.of() : List.of(pid));
    try (var session = new Session(options, platform, processes, limits, progress)) {
      // First: a new target is given the whole directory before it is measured, and the other
      // workloads fill that.
      if (options.delivery()) {
        rows.addAll(delivery(session));
      }
      session.preload();
      session.fill();
      for (Workload workload : options.workloads()) {
        session.warmUp(workload);
        for (int round = 0; round < options.rounds(); round++) {
          rows.addAll(session.round(workload));
        }
      }
      // Last: for a while after it no tenant has the platform for itself.
      if (options.fairness()) {
        rows.addAll(fairness(session));
      }
    }
    return rows;
  }

  /// Puts delivery to the trials that are asked for.
  List<Figure> trials() throws InterruptedException {
    var figures = new ArrayList<Figure>();
    for (Trial trial : options.trials().trials()) {
      progress.println("running " + trial.label());
      figures.addAll(trial.run(trialSetting()));
    }
    return figures;
  }

  private TrialSetting trialSetting() {
    URI admin = platform.adminBase();
    if (admin == null) {
      throw new IllegalArgumentException("Trials of delivery need --rollcall-json");
    }
    Options.Where where = options.where();
    return new TrialSetting(
        platform.scimBase(),
        admin,
        where.beside(where.credentialsFile(), "credentials.json", "--credentials-file"),
        where.beside(where.targetsFile(), "targets.json", "--targets-file"),
        where.beside(null, "operations.json", "--rollcall-json"),
        options.trials().size(),
        limits,
        progress);
  }

  private List<Row> delivery(Session session) throws InterruptedException {
    if (platform.adminBase() == null || platform.adminToken() == null) {
      throw new IllegalArgumentException("The delivery workload needs --rollcall-json");
    }
    var rows = new ArrayList<Row>();
    try (var admin =
        new ScimClient(platform.adminBase(), platform.adminToken(), limits.requestTimeout())) {
      progress.println("entering the driver's targets");
      var setting = new DeliveryRun.Setting(session.client(), admin, targets(), limits);
      try (var run = DeliveryRun.start(setting)) {
        for (Load load : options.loads(limits)) {
          if (!options.warmup().isZero()) {
            progress.println("warming up with delivery, " + load.label());
            run.measure(load.lasting(options.warmup()), session.names());
          }
          progress.println("running delivery, " + load.label());
          rows.addAll(run.measure(load, session.names()));
        }
      }
    }
    return rows;
  }

  private List<Row> fairness(Session session) throws InterruptedException {
    Options.Where where = options.where();
    Path file = where.beside(where.credentialsFile(), "credentials.json", "--credentials-file");
    try (var neighbour = Neighbour.enter(file, where.tenant(), where.partitions());
        var calm =
            new ScimClient(platform.scimBase(), neighbour.token(), limits.requestTimeout())) {
      progress.println("the calm tenant is " + neighbour);
      var times = new FairnessRun.Times(options.warmup(), options.seconds(), options.requestsMax());
      return new FairnessRun(
              new FairnessRun.Setting(session.client(), calm, session.names(), times, progress))
          .run();
    }
  }

  private TargetsPlace targets() {
    Options.Where where = options.where();
    return new TargetsPlace(
        where.beside(where.targetsFile(), "targets.json", "--targets-file"),
        where.tenant(),
        where.targetPorts().getFirst(),
        where.targetPorts().getLast());
  }
}

package dev.rollcall.bench;

import dev.rollcall.bench.delivery.DeliveryRun;
import dev.rollcall.bench.delivery.TargetsPlace;
import dev.rollcall.bench.fairness.FairnessRun;
import dev.rollcall.bench.fairness.Neighbour;
import dev.rollcall.bench.load.Driver;
import dev.rollcall.bench.load.Exchange;
import dev.rollcall.bench.load.Load;
import dev.rollcall.bench.load.Pace;
import dev.rollcall.bench.load.Ticker;
import dev.rollcall.bench.report.Figure;
import dev.rollcall.bench.report.Row;
import dev.rollcall.bench.scim.Crowd;
import dev.rollcall.bench.scim.Names;
import dev.rollcall.bench.scim.Platform;
import dev.rollcall.bench.scim.Pool;
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
  /// Groups of the pool: each user of the pool can be added to each of them once.
  private static final int GROUPS = 100;

  private final Options options;
  private final Platform platform;
  private final Limits limits;
  private final PrintStream progress;
  private final Names names = Names.ofNewRun();

  Bench(Options options, Platform platform, Limits limits, PrintStream progress) {
    this.options = options;
    this.platform = platform;
    this.limits = limits;
    this.progress = progress;
  }

  List<Row> run() throws InterruptedException {
    var rows = new ArrayList<Row>();
    try (var client =
        new ScimClient(platform.scimBase(), platform.token(), limits.requestTimeout())) {
      // First: a new target is given the whole directory before it is measured, and the other
      // workloads fill that.
      if (options.delivery()) {
        rows.addAll(delivery(client));
      }
      Pool pool = pool(client);
      for (Workload workload : options.workloads()) {
        rows.addAll(workload(workload, workload.on(client, names, pool)));
      }
      // Last: for a while after it no tenant has the platform for itself.
      if (options.fairness()) {
        rows.addAll(fairness(client));
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
        options.trials().size(),
        limits,
        progress);
  }

  private Pool pool(ScimClient client) throws InterruptedException {
    Options.Size size = options.size();
    List<String> crowd = List.of();
    if (size.preload() > 0) {
      progress.println("making " + size.preload() + " users");
      crowd = Crowd.make(client, names, size.preload());
    }
    if (options.workloads().stream().noneMatch(Workload::needsPool)) {
      return new Pool(List.of(), List.of(), List.of());
    }
    int groups = options.workloads().contains(Workload.ADD_MEMBER) ? GROUPS : 0;
    progress.println("making " + size.pool() + " users and " + groups + " groups");
    Pool pool = Pool.make(client, names, size.pool(), groups);
    if (options.workloads().stream().noneMatch(Workload::needsCrowd)) {
      return pool;
    }
    progress.println("making a group of " + size.group());
    return pool.withGroupOf(client, names, crowd.subList(0, size.group()));
  }

  private List<Row> workload(Workload workload, Exchange exchange) throws InterruptedException {
    var rows = new ArrayList<Row>();
    List<Load> loads = loads();
    if (!options.warmup().isZero()) {
      Load widest = loads.getLast().lasting(options.warmup());
      progress.println("warming up with " + workload.label() + ", " + widest.label());
      new Driver(Ticker.system()).run(widest, exchange);
    }
    for (Load load : loads) {
      progress.println("running " + workload.label() + ", " + load.label());
      rows.add(
          new Row(workload.label(), load.label(), new Driver(Ticker.system()).run(load, exchange)));
    }
    return rows;
  }

  /// The open-loop runs come first and the closed-loop ones in the order given: the widest is last.
  private List<Load> loads() {
    var loads = new ArrayList<Load>();
    options.rates().forEach(rate -> loads.add(load(new Pace.Open(rate), limits.openConcurrency())));
    options.concurrency().forEach(width -> loads.add(load(new Pace.Closed(), width)));
    return loads;
  }

  private Load load(Pace pace, int concurrency) {
    return new Load(pace, concurrency, options.seconds(), options.requestsMax());
  }

  private List<Row> delivery(ScimClient client) throws InterruptedException {
    if (platform.adminBase() == null || platform.adminToken() == null) {
      throw new IllegalArgumentException("The delivery workload needs --rollcall-json");
    }
    var rows = new ArrayList<Row>();
    try (var admin =
        new ScimClient(platform.adminBase(), platform.adminToken(), limits.requestTimeout())) {
      progress.println("entering the driver's targets");
      var setting = new DeliveryRun.Setting(client, admin, targets(), limits);
      try (var run = DeliveryRun.start(setting)) {
        for (Load load : loads()) {
          if (!options.warmup().isZero()) {
            progress.println("warming up with delivery, " + load.label());
            run.measure(load.lasting(options.warmup()), names);
          }
          progress.println("running delivery, " + load.label());
          rows.addAll(run.measure(load, names));
        }
      }
    }
    return rows;
  }

  private List<Row> fairness(ScimClient client) throws InterruptedException {
    Options.Where where = options.where();
    Path file = where.beside(where.credentialsFile(), "credentials.json", "--credentials-file");
    try (var neighbour = Neighbour.enter(file, where.tenant(), where.partitions());
        var calm =
            new ScimClient(platform.scimBase(), neighbour.token(), limits.requestTimeout())) {
      progress.println("the calm tenant is " + neighbour);
      var times = new FairnessRun.Times(options.warmup(), options.seconds(), options.requestsMax());
      return new FairnessRun(new FairnessRun.Setting(client, calm, names, times, progress)).run();
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

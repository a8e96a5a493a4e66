package dev.rollcall.bench;

import dev.rollcall.bench.delivery.DeliveryRun;
import dev.rollcall.bench.delivery.TargetsPlace;
import dev.rollcall.bench.load.Driver;
import dev.rollcall.bench.load.Exchange;
import dev.rollcall.bench.load.Load;
import dev.rollcall.bench.load.Pace;
import dev.rollcall.bench.load.Ticker;
import dev.rollcall.bench.report.Row;
import dev.rollcall.bench.scim.Names;
import dev.rollcall.bench.scim.Platform;
import dev.rollcall.bench.scim.Pool;
import dev.rollcall.bench.scim.ScimClient;
import dev.rollcall.bench.scim.Workload;
import java.io.PrintStream;
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
    }
    return rows;
  }

  private Pool pool(ScimClient client) throws InterruptedException {
    if (options.workloads().stream().noneMatch(Workload::needsPool)) {
      return new Pool(List.of(), List.of());
    }
    int groups = options.workloads().contains(Workload.ADD_MEMBER) ? GROUPS : 0;
    progress.println("making " + options.pool() + " users and " + groups + " groups");
    return Pool.make(client, names, options.pool(), groups);
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

  private TargetsPlace targets() {
    Options.Where where = options.where();
    Path file = where.targetsFile();
    if (file == null) {
      Path rollcallJson = where.rollcallJson();
      if (rollcallJson == null) {
        throw new IllegalArgumentException("The delivery workload needs --targets-file");
      }
      file = rollcallJson.resolveSibling("targets.json");
    }
    return new TargetsPlace(
        file, where.tenant(), where.targetPorts().getFirst(), where.targetPorts().getLast());
  }
}

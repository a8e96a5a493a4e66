package dev.rollcall.bench;

import dev.rollcall.bench.load.Driver;
import dev.rollcall.bench.load.Load;
import dev.rollcall.bench.load.Measurement;
import dev.rollcall.bench.load.Ticker;
import dev.rollcall.bench.process.ProcessTree;
import dev.rollcall.bench.report.Row;
import dev.rollcall.bench.scim.Crowd;
import dev.rollcall.bench.scim.Names;
import dev.rollcall.bench.scim.Platform;
import dev.rollcall.bench.scim.Pool;
import dev.rollcall.bench.scim.ScimClient;
import dev.rollcall.bench.scim.Work;
import dev.rollcall.bench.scim.Workload;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// A server with everything that the workloads need on it.
final class Session implements AutoCloseable {
  private final Options options;
  private final Limits limits;
  private final PrintStream progress;
  private final ProcessTree processes;
  private final Names names = Names.ofNewRun();
  private final ScimClient client;
  private final Map<Workload, List<Work>> works = new EnumMap<>(Workload.class);
  private List<String> crowd = List.of();
  private Pool pool = new Pool(List.of(), List.of(), List.of());

  /// Prepares a session; nothing is sent yet.
  ///
  /// @param processes those of the server, none where they are not known
  Session(
      Options options,
      Platform platform,
      ProcessTree processes,
      Limits limits,
      PrintStream progress) {
    this.options = options;
    this.limits = limits;
    this.progress = progress;
    this.processes = processes;
    this.client = new ScimClient(platform.scimBase(), platform.token(), limits.requestTimeout());
  }

  ScimClient client() {
    return client;
  }

  Names names() {
    return names;
  }

  /// Makes the users that are only there.
  void preload() throws InterruptedException {
    int users = options.size().preload();
    if (users > 0) {
      progress.println("making " + users + " users");
      crowd = Crowd.make(client, names, users);
    }
  }

  /// Makes what the workloads work on.
  void fill() throws InterruptedException {
    if (options.workloads().stream().noneMatch(Workload::needsPool)) {
      return;
    }
    int groups = options.workloads().contains(Workload.ADD_MEMBER) ? Workload.GROUPS : 0;
    int users = poolUsers();
    progress.println("making " + users + " users and " + groups + " groups to work on");
    pool = Pool.make(client, names, users, groups);
    if (options.workloads().stream().anyMatch(Workload::needsCrowd)) {
      for (int members : options.size().groups()) {
        progress.println("making a group of " + members);
        pool = pool.withGroupOf(client, names, crowd.subList(0, members));
      }
    }
  }

  /// As many as asked for, and at least so many that each client has members of its own to change.
  private int poolUsers() {
    return Math.max(
        options.size().pool(),
        options.workloads().stream()
            .filter(Workload::needsCrowd)
            .mapToInt(it -> it.membersAtOnce() * width(it))
            .max()
            .orElse(0));
  }

  private int width(Workload workload) {
    return options.own().getOrDefault(workload, options.loads()).concurrency().stream()
        .mapToInt(Integer::intValue)
        .max()
        .orElse(1);
  }

  /// Runs a workload at its widest load and drops the figures.
  void warmUp(Workload workload) throws InterruptedException {
    if (options.warmup().isZero()) {
      return;
    }
    Load widest = options.loads(workload, limits).getLast().lasting(options.warmup());
    for (Work work : works(workload)) {
      progress.println("warming up with " + work.label() + ", " + widest.label());
      new Driver(Ticker.system()).run(widest, work.exchange());
    }
  }

  /// Makes each run of a workload once.
  List<Row> round(Workload workload) throws InterruptedException {
    var rows = new ArrayList<Row>();
    for (Load load : options.loads(workload, limits)) {
      for (Work work : works(workload)) {
        progress.println("running " + work.label() + ", " + load.label());
        rows.add(row(work, load));
      }
    }
    return rows;
  }

  private Row row(Work work, Load load) throws InterruptedException {
    OptionalLong before = processes.processorMillis();
    Measurement it = new Driver(Ticker.system()).run(load, work.exchange());
    OptionalLong after = processes.processorMillis();
    long requests = it.latencies().getTotalCount() + it.failed();
    OptionalDouble each =
        before.isEmpty() || after.isEmpty() || requests == 0
            ? OptionalDouble.empty()
            : OptionalDouble.of((double) (after.getAsLong() - before.getAsLong()) / requests);
    return new Row(work.label(), load.label(), it.with(work.exchange().check()), each);
  }

  private List<Work> works(Workload workload) {
    return works.computeIfAbsent(workload, it -> it.on(client, names, pool));
  }

  @Override
  public void close() {
    client.close();
  }
}

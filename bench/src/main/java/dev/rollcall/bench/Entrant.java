package dev.rollcall.bench;

import dev.rollcall.bench.comparison.Server;
import dev.rollcall.bench.comparison.StartedServer;
import dev.rollcall.bench.load.Ticker;
import dev.rollcall.bench.process.Disk;
import dev.rollcall.bench.process.ProcessTree;
import dev.rollcall.bench.report.Figure;
import dev.rollcall.bench.report.Ratios;
import dev.rollcall.bench.report.Row;
import dev.rollcall.bench.scim.EntraMessages;
import dev.rollcall.bench.scim.Workload;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A server in a comparison, with what was measured of it so far.
final class Entrant implements AutoCloseable {
  private static final double BYTES_PER_KB = 1_000;
  private static final int FIRST_WRITES_MAX = 600;
  private static final Duration FIRST_WRITE_INTERVAL = Duration.ofMillis(50);
  private static final long REST_NANOS_MIN = Duration.ofSeconds(1).toNanos();

  private final Server server;
  private final StartedServer started;
  private final ProcessTree processes;
  private final Session session;
  private final List<Row> rows = new ArrayList<>();
  private final List<Figure> figures = new ArrayList<>();
  private List<Figure> atTheEnd = List.of();
  private long restNanos;
  private long restMillis;

  /// When its last turn ended, and what processor time it had taken then; -1 before the first.
  private long turnEndNanos;

  private long turnEndMillis = -1;

  /// Takes a server that answers.
  Entrant(Server server, StartedServer started, ProcessTree processes, Session session) {
    this.server = server;
    this.started = started;
    this.processes = processes;
    this.session = session;
  }

  String name() {
    return server.name();
  }

  List<Row> rows() {
    return List.copyOf(rows);
  }

  /// What was found besides the runs.
  List<Figure> figures() {
    return atTheEnd.isEmpty() ? figuresNow() : atTheEnd;
  }

  private List<Figure> figuresNow() {
    var all = new ArrayList<>(figures);
    processes
        .memoryMebibytes()
        .ifPresent(it -> all.add(Figure.of("memory", "after the load so far", it, "MiB")));
    if (restNanos > REST_NANOS_MIN) {
      double share = 100 * restMillis * 1e6 / restNanos;
      all.add(Figure.of("processor", "at rest, while others are measured", share, "% of a core"));
    }
    all.addAll(Ratios.of(rows));
    return all;
  }

  /// Sends the first write, then fills the directory.
  ///
  /// @param users made before anything that is worked on
  void prepare(int users) throws IOException, InterruptedException {
    started.seconds().ifPresent(it -> figure("start", "until the first answer", it, "s"));
    firstWrite();
    started.seconds().ifPresent(it -> figure("start", "until the first accepted write", it, "s"));
    processes.memoryMebibytes().ifPresent(it -> figure("memory", "after the start", it, "MiB"));
    long before = Disk.bytes(server.disk());
    session.preload();
    if (users > 0 && !server.disk().isEmpty()) {
      double bytes = Disk.bytes(server.disk()) - before;
      figure("disk", "a user", bytes / users / BYTES_PER_KB, "KB");
    }
    session.fill();
  }

  private void figure(String workload, String what, double value, String unit) {
    figures.add(Figure.of(workload, what, value, unit));
  }

  private void firstWrite() {
    for (int i = 0; i < FIRST_WRITES_MAX; i++) {
      var user = EntraMessages.user(session.names().nextUser());
      if (session.client().post("/Users", user).expecting(201).isEmpty()) {
        return;
      }
      Ticker.system().awaitUntil(System.nanoTime() + FIRST_WRITE_INTERVAL.toNanos());
    }
    throw new IllegalStateException(server + " takes no user");
  }

  void warmUp(Workload workload) throws InterruptedException {
    rest();
    session.warmUp(workload);
    turnEnds();
  }

  void round(Workload workload) throws InterruptedException {
    rest();
    rows.addAll(session.round(workload));
    turnEnds();
  }

  private void turnEnds() {
    processes
        .processorMillis()
        .ifPresent(millis -> {
          turnEndMillis = millis;
          turnEndNanos = System.nanoTime();
        });
  }

  /// What it takes while it has nothing to do is taken from those that are measured.
  private void rest() {
    processes
        .processorMillis()
        .ifPresent(millis -> {
          if (turnEndMillis >= 0) {
            restMillis += millis - turnEndMillis;
            restNanos += System.nanoTime() - turnEndNanos;
          }
        });
  }

  @Override
  public void close() {
    // Of processes that have ended nothing can be told.
    atTheEnd = figuresNow();
    session.close();
    started.close();
  }
}

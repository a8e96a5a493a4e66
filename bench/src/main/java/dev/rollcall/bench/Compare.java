package dev.rollcall.bench;

import dev.rollcall.bench.comparison.Server;
import dev.rollcall.bench.comparison.ServersFile;
import dev.rollcall.bench.comparison.StartedServer;
import dev.rollcall.bench.report.Chart;
import dev.rollcall.bench.report.Comparison;
import dev.rollcall.bench.report.Figure;
import dev.rollcall.bench.report.Machine;
import dev.rollcall.bench.report.Row;
import dev.rollcall.bench.scim.Platform;
import dev.rollcall.bench.scim.Workload;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// `./rollcall bench compare`: several servers in turn, under the same driver. All of them run all
/// the time, so that what the machine does besides is in the figures of each; or one at a time, so
/// that what one takes at rest is in the figures of none. What is measured so far is on the disk
/// whenever another workload is done.
final class Compare {
  /// What every SCIM server can do. What makes the directory larger comes last.
  private static final List<String> WORKLOADS =
      List.of("get", "filter", "patch", "add-member", "list-first", "post-users");

  private static final String APART = "--apart";

  private final List<Server> servers;
  private final boolean apart;
  private final Path folder;
  private final List<String> options;
  private final Limits limits;
  private final PrintStream progress;

  private Compare(
      List<Server> servers,
      boolean apart,
      Path folder,
      List<String> options,
      Limits limits,
      PrintStream progress) {
    this.servers = servers;
    this.apart = apart;
    this.folder = folder;
    this.options = options;
    this.limits = limits;
    this.progress = progress;
  }

  /// Reads `FILE --out DIR [--apart] [WORKLOAD...] [OPTION VALUE]...`.
  ///
  /// @throws IllegalArgumentException with one sentence for the user
  static Compare parse(List<String> arguments, Limits limits, PrintStream progress)
      throws IOException {
    var rest = new ArrayList<>(arguments);
    int out = rest.indexOf("--out");
    if (rest.isEmpty() || rest.getFirst().startsWith("--") || out < 0 || out + 1 == rest.size()) {
      throw new IllegalArgumentException("Needed: compare FILE --out DIR");
    }
    Path folder = Path.of(rest.remove(out + 1));
    rest.remove(out);
    boolean apart = rest.remove(APART);
    List<Server> servers = ServersFile.read(Files.readAllBytes(Path.of(rest.removeFirst())));
    if (rest.isEmpty() || rest.getFirst().startsWith("--")) {
      rest.addAll(0, WORKLOADS);
    }
    var compare = new Compare(servers, apart, folder, rest, limits, progress);
    // What is wrong with the options is said before anything is started.
    servers.forEach(compare::optionsOf);
    return compare;
  }

  /// Measures all servers; returns the table. `comparison.md` and `comparison.svg` are in the
  /// folder then, with the log of each server that was started.
  ///
  /// @throws IllegalStateException with one line where a server does not come up
  Comparison run() throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Instant startedAt = Instant.now();
    var all = new ArrayList<Entrant>();
    var fields = apart ? servers.stream().map(List::of).toList() : List.of(servers);
    for (List<Server> field : fields) {
      run(field, all, startedAt);
    }
    return comparison(startedAt, all);
  }

  /// Measures servers that run at the same time.
  ///
  /// @param all every server that was measured so far; these come to it
  private void run(List<Server> field, List<Entrant> all, Instant startedAt)
      throws IOException, InterruptedException {
    var entrants = new ArrayList<Entrant>();
    try {
      for (Server server : field) {
        entrants.add(enter(server, all.size() + 1));
        all.add(entrants.getLast());
        entrants.getLast().prepare(optionsOf(server).size().preload());
      }
      Options common = optionsOf(field.getFirst());
      for (Workload workload : common.workloads()) {
        for (Entrant entrant : entrants) {
          progress.println("next: " + entrant.name());
          entrant.warmUp(workload);
        }
        for (int round = 0; round < common.rounds(); round++) {
          for (Entrant entrant : entrants) {
            progress.println("next: " + entrant.name());
            entrant.round(workload);
          }
        }
        write(comparison(startedAt, all));
      }
    } finally {
      entrants.reversed().forEach(Entrant::close);
    }
  }

  private Entrant enter(Server server, int number) throws IOException, InterruptedException {
    progress.println(server.start().isEmpty() ? "next: " + server : "starting " + server);
    Path log = folder.resolve("server-" + number + ".log");
    var started = StartedServer.start(server, log, this::place);
    Platform place = place(server);
    var processes = started.processes(place);
    var session = new Session(optionsOf(server), place, processes, limits, progress);
    return new Entrant(server, started, processes, session);
  }

  private static Comparison comparison(Instant startedAt, List<Entrant> entrants) {
    var rows = new LinkedHashMap<String, List<Row>>();
    var figures = new LinkedHashMap<String, List<Figure>>();
    for (Entrant entrant : entrants) {
      rows.put(entrant.name(), entrant.rows());
      figures.put(entrant.name(), entrant.figures());
    }
    return new Comparison(startedAt, Machine.present(), rows, figures);
  }

  private void write(Comparison comparison) throws IOException {
    Files.writeString(folder.resolve("comparison.md"), comparison.table());
    Files.writeString(folder.resolve("comparison.svg"), Chart.svg(comparison));
  }

  private Options optionsOf(Server server) {
    var all = new ArrayList<>(options);
    all.addAll(server.options());
    Options parsed = Options.parse(all, limits);
    if (!parsed.trials().trials().isEmpty() || parsed.delivery() || parsed.fairness()) {
      throw new IllegalArgumentException("Trials, delivery and fairness compare no servers");
    }
    return parsed;
  }

  private Platform place(Server server) {
    try {
      return PlatformReader.read(optionsOf(server).where());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.rollcall.bench;

import dev.rollcall.bench.comparison.Server;
import dev.rollcall.bench.comparison.ServersFile;
import dev.rollcall.bench.comparison.StartedServer;
import dev.rollcall.bench.report.Chart;
import dev.rollcall.bench.report.Comparison;
import dev.rollcall.bench.report.Machine;
import dev.rollcall.bench.report.Row;
import dev.rollcall.bench.scim.Platform;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// `./rollcall bench compare`: several servers, one after the other, under the same driver. What is
/// measured so far is on the disk whenever another server is done.
final class Compare {
  /// What every SCIM server can do.
  private static final List<String> WORKLOADS =
      List.of("post-users", "get", "filter", "patch", "add-member", "list-first");

  private final List<Server> servers;
  private final Path folder;
  private final List<String> options;
  private final Limits limits;
  private final PrintStream progress;

  private Compare(
      List<Server> servers,
      Path folder,
      List<String> options,
      Limits limits,
      PrintStream progress) {
    this.servers = servers;
    this.folder = folder;
    this.options = options;
    this.limits = limits;
    this.progress = progress;
  }

  /// Reads `FILE --out DIR [WORKLOAD...] [OPTION VALUE]...`.
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
    List<Server> servers = ServersFile.read(Files.readAllBytes(Path.of(rest.removeFirst())));
    if (rest.isEmpty() || rest.getFirst().startsWith("--")) {
      rest.addAll(0, WORKLOADS);
    }
    var compare = new Compare(servers, folder, rest, limits, progress);
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
    var rows = new LinkedHashMap<String, List<Row>>();
    var comparison = new Comparison(Instant.now(), Machine.present(), rows);
    for (int i = 0; i < servers.size(); i++) {
      Server server = servers.get(i);
      progress.println(server.start().isEmpty() ? "next: " + server : "starting " + server);
      Path log = folder.resolve("server-" + (i + 1) + ".log");
      try (var _ = StartedServer.start(server, log, this::place)) {
        rows.put(
            server.name(), new Bench(optionsOf(server), place(server), limits, progress).run());
      }
      Files.writeString(folder.resolve("comparison.md"), comparison.table());
      Files.writeString(folder.resolve("comparison.svg"), Chart.svg(comparison));
    }
    return comparison;
  }

  private Options optionsOf(Server server) {
    var all = new ArrayList<>(options);
    all.addAll(server.options());
    Options parsed = Options.parse(all, limits);
    if (!parsed.trials().trials().isEmpty()) {
      throw new IllegalArgumentException("Trials of delivery compare no servers");
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

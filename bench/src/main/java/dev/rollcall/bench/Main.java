package dev.rollcall.bench;

import dev.rollcall.bench.report.Machine;
import dev.rollcall.bench.report.Ratios;
import dev.rollcall.bench.report.Report;
import dev.rollcall.bench.report.Row;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The benchmark driver. Figures go to standard output, progress to standard error.
public final class Main {
  private Main() {}

  /// Runs the driver and ends the process with the status that the usage text tells.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    System.exit(run(List.of(arguments)));
  }

  private static int run(List<String> arguments) throws IOException, InterruptedException {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    var err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    if (arguments.contains("--help")) {
      out.print(Usage.TEXT);
      return 0;
    }
    try {
      if (!arguments.isEmpty() && arguments.getFirst().equals("compare")) {
        return compare(arguments.subList(1, arguments.size()), out, err);
      }
      Options options = Options.parse(arguments, Limits.STANDARD);
      Instant startedAt = Instant.now();
      var bench = new Bench(options, PlatformReader.read(options.where()), Limits.STANDARD, err);
      List<Row> rows = bench.run();
      var figures = new ArrayList<>(Ratios.of(rows));
      figures.addAll(bench.trials());
      var report = new Report(startedAt, Machine.present(), rows, figures);
      out.print(report.table());
      if (options.json() != null) {
        Files.writeString(options.json(), report.json());
      }
      return report.clean() ? 0 : 1;
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      err.print(Usage.TEXT);
      return 2;
    } catch (IllegalStateException e) {
      err.println(e.getMessage());
      return 1;
    }
  }

  private static int compare(List<String> arguments, PrintStream out, PrintStream err)
      throws IOException, InterruptedException {
    var comparison = Compare.parse(arguments, Limits.STANDARD, err).run();
    out.print(comparison.table());
    return comparison.clean() ? 0 : 1;
  }
}

package dev.rollcall.bench.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/// The rows of several servers side by side.
///
/// @param rows by the names of the servers, in the order in which they were measured
public record Comparison(Instant startedAt, Machine machine, SequencedMap<String, List<Row>> rows) {

  /// Says whether every exchange with every server was answered as expected.
  public boolean clean() {
    return rows.values().stream()
        .flatMap(List::stream)
        .allMatch(row -> row.measurement().failed() == 0);
  }

  /// What was measured, by server; a server that could not do it is absent.
  ///
  /// @param workload what was done
  /// @param load how it was driven
  record Line(String workload, String load, Map<String, Row> byServer) {
    String label() {
      return workload + ", " + load;
    }
  }

  /// The lines in the order in which they were first measured.
  List<Line> lines() {
    var lines = new LinkedHashMap<String, Line>();
    rows.forEach((server, its) ->
        its.forEach(row ->
            lines
                .computeIfAbsent(
                    row.name() + " " + row.load(),
                    _ -> new Line(row.name(), row.load(), new LinkedHashMap<>()))
                .byServer()
                .put(server, row)));
    return List.copyOf(lines.values());
  }

  /// The table in Markdown: for each server answers a second, p50 and p99 in milliseconds, and what
  /// failed.
  public String table() {
    var text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "Started %s; %d cores, %s, Java %s. Answers a second, p50 / p99 in ms.%n%n",
            startedAt,
            machine.cores(),
            machine.system(),
            machine.java()));
    text.append("| workload | load |");
    rows.keySet().forEach(server -> text.append(' ').append(server).append(" |"));
    text.append("\n| --- | --- |").append(" --- |".repeat(rows.size())).append('\n');
    for (Line line : lines()) {
      text.append("| ").append(line.workload()).append(" | ").append(line.load()).append(" |");
      for (String server : rows.keySet()) {
        Row row = line.byServer().get(server);
        text.append(' ').append(row == null ? "-" : cell(row)).append(" |");
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static String cell(Row row) {
    var it = row.measurement();
    String figures =
        decimal(it.perSecond(), 0)
            + "/s, "
            + decimal(it.millisAt(50), 1)
            + " / "
            + decimal(it.millisAt(99), 1);
    return it.failed() == 0 ? figures : figures + ", **" + it.failed() + " failed**";
  }

  static String decimal(double value, int decimals) {
    return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP).toPlainString();
  }
}

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
/// @param rows by the names of the servers, in the order in which they are listed
/// @param figures what else was found of each
public record Comparison(
    Instant startedAt,
    Machine machine,
    SequencedMap<String, List<Row>> rows,
    SequencedMap<String, List<Figure>> figures) {

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
  record Line(String workload, String load, Map<String, Rounds> byServer) {
    String label() {
      return workload + ", " + load;
    }
  }

  /// The lines in the order in which they were first measured.
  List<Line> lines() {
    var lines = new LinkedHashMap<String, Line>();
    rows.forEach((server, its) ->
        Rounds.of(its)
            .forEach(it ->
                lines
                    .computeIfAbsent(
                        it.name() + "\n" + it.load(),
                        _ -> new Line(it.name(), it.load(), new LinkedHashMap<>()))
                    .byServer()
                    .put(server, it)));
    return List.copyOf(lines.values());
  }

  /// The tables in Markdown: for each server answers a second, p50 and p99 in milliseconds, the
  /// processor time of a request, and what failed; then what else was found of each.
  public String table() {
    var text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "Started %s; %d cores, %s, Java %s. Answers a second, p50 / p99 in ms (medians of the"
                + " rounds, and the rates of the slowest and the fastest round), processor time of"
                + " the server a request.%n%n",
            startedAt,
            machine.cores(),
            machine.system(),
            machine.java()));
    head(text, "| workload | load |", 2);
    for (Line line : lines()) {
      text.append("| ").append(line.workload()).append(" | ").append(line.load()).append(" |");
      for (String server : rows.keySet()) {
        Rounds it = line.byServer().get(server);
        text.append(' ').append(it == null ? "-" : cell(it)).append(" |");
      }
      text.append('\n');
    }
    failures(text);
    others(text);
    return text.toString();
  }

  private void head(StringBuilder text, String first, int columns) {
    text.append(first);
    rows.keySet().forEach(server -> text.append(' ').append(server).append(" |"));
    text.append("\n|").append(" --- |".repeat(columns + rows.size())).append('\n');
  }

  private static String cell(Rounds it) {
    var text = new StringBuilder(decimal(it.perSecond(), 0)).append("/s");
    if (it.rows().size() > 1) {
      var spread = it.perSecondSpread();
      text.append(" (")
          .append(decimal(spread.least(), 0))
          .append(" to ")
          .append(decimal(spread.greatest(), 0))
          .append(')');
    }
    text.append(", ").append(decimal(it.millisAt(50), 1));
    text.append(" / ").append(decimal(it.millisAt(99), 1));
    it.processorMillis()
        .ifPresent(millis -> text.append(", ").append(decimal(millis, 2)).append(" ms"));
    if (it.failed() > 0) {
      text.append(", **").append(it.failed()).append(" failed**");
    }
    return text.toString();
  }

  /// Why something failed.
  private void failures(StringBuilder text) {
    var reasons = new StringBuilder();
    for (Line line : lines()) {
      line.byServer()
          .forEach((server, it) ->
              it.failures()
                  .forEach((kind, count) ->
                      reasons.append(
                          String.format(
                              Locale.ROOT,
                              "* %s, %s: %d failed: %s%n",
                              server,
                              line.label(),
                              count,
                              kind))));
    }
    if (!reasons.isEmpty()) {
      text.append('\n').append(reasons);
    }
  }

  private void others(StringBuilder text) {
    var byName = new LinkedHashMap<String, Map<String, Figure>>();
    figures.forEach((server, its) ->
        its.forEach(it ->
            byName
                .computeIfAbsent(it.workload() + ", " + it.what(), _ -> new LinkedHashMap<>())
                .put(server, it)));
    if (byName.isEmpty()) {
      return;
    }
    text.append('\n');
    head(text, "| figure |", 1);
    byName.forEach((name, its) -> {
      text.append("| ").append(name).append(" |");
      for (String server : rows.keySet()) {
        Figure it = its.get(server);
        text.append(' ')
            .append(it == null ? "-" : decimal(it.value(), 2) + " " + it.unit())
            .append(" |");
      }
      text.append('\n');
    });
  }

  static String decimal(double value, int decimals) {
    return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP).toPlainString();
  }
}

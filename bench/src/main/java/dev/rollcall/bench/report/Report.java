package dev.rollcall.bench.report;

import dev.rollcall.bench.load.Measurement;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A finished run of the driver.
///
/// @param startedAt when the driver started
/// @param figures what is no latency
public record Report(Instant startedAt, Machine machine, List<Row> rows, List<Figure> figures) {
  private static final String LINE = "%-24s %-14s %9s %7s %9s %9s %9s %9s %9s %9s %9s%n";
  private static final int DECIMALS = 3;

  public Report {
    rows = List.copyOf(rows);
    figures = List.copyOf(figures);
  }

  public Report(Instant startedAt, Machine machine, List<Row> rows) {
    this(startedAt, machine, rows, List.of());
  }

  /// Says whether every exchange of every row was answered as expected, and no figure is wrong.
  public boolean clean() {
    return rows.stream().allMatch(row -> row.measurement().failed() == 0)
        && figures.stream().allMatch(Figure::asExpected);
  }

  /// Returns the report for people; times in milliseconds.
  public String table() {
    var text = new StringBuilder();
    if (!rows.isEmpty() || figures.isEmpty()) {
      text.append(head());
    }
    List<Rounds> all = Rounds.of(rows);
    all.forEach(it -> text.append(line(it)));
    all.forEach(it -> text.append(spread(it)));
    all.forEach(it -> text.append(failures(it)));
    figures.forEach(figure -> text.append(line(figure)));
    return text.toString();
  }

  private static String head() {
    return String.format(
        Locale.ROOT,
        LINE,
        "workload",
        "load",
        "answers",
        "failed",
        "per s",
        "p50 ms",
        "p90 ms",
        "p99 ms",
        "p99.9 ms",
        "max ms",
        "cpu ms");
  }

  private static String line(Figure figure) {
    return String.format(
        Locale.ROOT,
        "%-20s %-60s %10s %s%s%n",
        figure.workload(),
        figure.what(),
        decimal(figure.value(), 2).stripTrailingZeros().toPlainString(),
        figure.unit(),
        figure.asExpected() ? "" : "  WRONG");
  }

  /// Returns the report for tools; times in milliseconds.
  public String json() {
    var results = new ArrayList<Json>();
    rows.forEach(row -> results.add(toJson(row)));
    return new JsonCodec(JsonLimits.RECORD)
        .writeText(
            JsonObject.builder()
                .put("startedAt", startedAt.toString())
                .put("machine", machine.toJson())
                .put("results", new JsonArray(results))
                .put("figures", new JsonArray(figures.stream().map(Report::toJson).toList()))
                .build());
  }

  private static String line(Rounds it) {
    var processor = it.processorMillis();
    return String.format(
        Locale.ROOT,
        LINE,
        it.name(),
        it.load(),
        it.answers(),
        it.failed(),
        decimal(it.perSecond(), 1),
        decimal(it.millisAt(50), 2),
        decimal(it.millisAt(90), 2),
        decimal(it.millisAt(99), 2),
        decimal(it.millisAt(99.9), 2),
        decimal(it.millisAt(100), 2),
        processor.isPresent() ? decimal(processor.getAsDouble(), 2) : "-");
  }

  /// What a median hides.
  private static String spread(Rounds it) {
    if (it.rows().size() < 2) {
      return "";
    }
    return String.format(
        Locale.ROOT,
        "%s, %s: medians of %d rounds: %s a second, p50 %s ms, p99 %s ms%n",
        it.name(),
        it.load(),
        it.rows().size(),
        between(it.perSecondSpread(), 1),
        between(it.millisSpread(50), 2),
        between(it.millisSpread(99), 2));
  }

  private static String between(Rounds.Spread spread, int decimals) {
    return decimal(spread.least(), decimals) + " to " + decimal(spread.greatest(), decimals);
  }

  private static String failures(Rounds it) {
    var text = new StringBuilder();
    it.failures()
        .forEach((kind, count) ->
            text.append(
                String.format(
                    Locale.ROOT, "%s, %s: %d failed: %s%n", it.name(), it.load(), count, kind)));
    return text.toString();
  }

  private static Json toJson(Figure figure) {
    return JsonObject.builder()
        .put("workload", figure.workload())
        .put("what", figure.what())
        .put("value", number(figure.value()))
        .put("unit", figure.unit())
        .put("asExpected", figure.asExpected())
        .build();
  }

  private static JsonObject toJson(Row row) {
    Measurement it = row.measurement();
    var failures = JsonObject.builder();
    it.failures().forEach(failures::put);
    var known = JsonObject.builder();
    row.processorMillis().ifPresent(millis -> known.put("processorMillis", number(millis)));
    return known
        .put("workload", row.name())
        .put("load", row.load())
        .put("seconds", number(it.nanos() / 1e9))
        .put("answers", it.latencies().getTotalCount())
        .put("failures", failures.build())
        .put("perSecond", number(it.perSecond()))
        .put("meanMillis", number(it.latencies().getMean() / 1e3))
        .put("p50Millis", number(it.millisAt(50)))
        .put("p90Millis", number(it.millisAt(90)))
        .put("p99Millis", number(it.millisAt(99)))
        .put("p999Millis", number(it.millisAt(99.9)))
        .put("maxMillis", number(it.millisAt(100)))
        .build();
  }

  private static JsonNumber number(double value) {
    return new JsonNumber(decimal(value, DECIMALS));
  }

  private static BigDecimal decimal(double value, int decimals) {
    return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP);
  }
}

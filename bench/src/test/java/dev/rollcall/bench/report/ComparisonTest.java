package dev.rollcall.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.bench.load.Measurement;
import java.io.StringReader;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

final class ComparisonTest {

  @Test
  void servers_stand_side_by_side_and_what_one_cannot_do_is_a_dash() {
    assertThat(comparison().table().lines().skip(2))
        .containsExactly(
            "| workload | load | ours | theirs & others |",
            "| --- | --- | --- | --- |",
            "| get | closed c=1 | 100/s, 10.0 / 10.0 | 200/s, 5.0 / 5.0, **2 failed** |",
            "| patch | closed c=1 | 75/s (50 to 100), 15.0 / 15.0, 0.70 ms | - |",
            "",
            "* theirs & others, get, closed c=1: 2 failed: status 500",
            "",
            "| figure | ours | theirs & others |",
            "| --- | --- | --- |",
            "| start, until the first answer | 7.50 s | - |",
            "| memory, after the start | 300.00 MiB | 500.00 MiB |");
    assertThat(comparison().clean()).isFalse();
  }

  @Test
  void the_chart_is_a_picture_with_a_bar_for_every_figure() throws Exception {
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(Chart.svg(comparison()))));

    // The ground, one of the legend for each server, and three figures in two panels.
    assertThat(document.getElementsByTagName("rect").getLength()).isEqualTo(1 + 2 + 3 * 2);
    assertThat(document.getDocumentElement().getTextContent())
        .contains("theirs & others", "get, closed c=1", "100");
  }

  @Test
  void the_longest_bar_of_a_line_has_the_full_width_and_the_others_their_part() {
    assertThat(Chart.svg(comparison())).contains("width=\"520\"", "width=\"260\"");
  }

  private static Comparison comparison() {
    var rows = new LinkedHashMap<String, List<Row>>();
    var known =
        new Row("patch", "closed c=1", row("", 10_000, 0).measurement(), OptionalDouble.of(0.7));
    rows.put("ours", List.of(row("get", 10_000, 0), row("patch", 20_000, 0), known));
    rows.put("theirs & others", List.of(row("get", 5_000, 2)));
    var figures = new LinkedHashMap<String, List<Figure>>();
    figures.put(
        "ours",
        List.of(
            Figure.of("start", "until the first answer", 7.5, "s"),
            Figure.of("memory", "after the start", 300, "MiB")));
    figures.put("theirs & others", List.of(Figure.of("memory", "after the start", 500, "MiB")));
    return new Comparison(
        Instant.parse("2026-11-24T08:00:00Z"),
        new Machine(2, "Linux amd64", "25.0.3"),
        rows,
        figures);
  }

  /// A hundred answers, one after the other.
  private static Row row(String name, long micros, long failed) {
    var latencies = Measurement.histogram();
    for (int i = 0; i < 100; i++) {
      latencies.recordValue(micros);
    }
    Map<String, Long> failures = failed == 0 ? Map.of() : Map.of("status 500", failed);
    return new Row(
        name, "closed c=1", new Measurement(latencies, micros * 100_000, new TreeMap<>(failures)));
  }
}

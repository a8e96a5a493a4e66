package dev.rollcall.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.bench.load.Measurement;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class ReportTest {
  private static final Machine MACHINE = new Machine(2, "Linux amd64", "25.0.3");

  @Test
  void the_table_has_a_line_for_each_row_and_one_for_each_kind_of_failure() {
    Report report = report(Map.of("status 503", 2L));
    assertThat(report.table().lines())
        .hasSize(3)
        .anySatisfy(line ->
            assertThat(line.replaceAll(" +", " "))
                .isEqualTo("get closed c=1 100 2 50.0 0.50 0.90 0.99 1.00 1.00 -"))
        .contains("get, closed c=1: 2 failed: status 503");
    assertThat(report.clean()).isFalse();
  }

  @Test
  void the_json_form_has_the_same_figures() {
    Report report = report(Map.of());
    JsonObject json =
        new JsonCodec(JsonLimits.CLIENT).readObject(report.json().getBytes(StandardCharsets.UTF_8));
    assertThat(json.text("startedAt")).contains("2026-11-24T08:00:00Z");
    var results = (JsonArray) Objects.requireNonNull(json.get("results"));
    var row = (JsonObject) results.elements().getFirst();
    assertThat(row.get("answers")).isEqualTo(JsonNumber.of(100));
    assertThat(row.get("perSecond")).isEqualTo(JsonNumber.of(50));
    assertThat(row.get("p99Millis")).isEqualTo(new JsonNumber(new BigDecimal("0.99")));
    assertThat(report.clean()).isTrue();
  }

  @Test
  void a_figure_that_shows_that_something_went_wrong_makes_the_run_fail() {
    Figure twice = Figure.none("redrive", "people created more than once", 2, "");
    Report wrong = figures(Figure.of("redrive", "rate", 41.5, "/s"), twice);
    assertThat(wrong.table().lines().map(line -> line.strip().replaceAll(" +", " ")))
        .containsExactly("redrive rate 41.5 /s", "redrive people created more than once 2 WRONG");
    assertThat(wrong.clean()).isFalse();
    assertThat(wrong.json()).contains("\"what\":\"rate\",\"value\":41.5", "\"asExpected\":false");
    assertThat(figures(Figure.none("redrive", "people not created", 0, "")).clean()).isTrue();
  }

  private static Report figures(Figure... figures) {
    return new Report(Instant.parse("2026-11-24T08:00:00Z"), MACHINE, List.of(), List.of(figures));
  }

  private static Report report(Map<String, Long> failures) {
    var latencies = Measurement.histogram();
    for (int micros = 10; micros <= 1000; micros += 10) {
      latencies.recordValue(micros);
    }
    var measurement = new Measurement(latencies, 2_000_000_000L, new TreeMap<>(failures));
    return new Report(
        Instant.parse("2026-11-24T08:00:00Z"),
        MACHINE,
        List.of(new Row("get", "closed c=1", measurement)));
  }
}

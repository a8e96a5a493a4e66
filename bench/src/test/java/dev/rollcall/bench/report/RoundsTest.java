package dev.rollcall.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.rollcall.bench.load.Measurement;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class RoundsTest {

  @Test
  void a_figure_is_the_median_of_the_rounds_and_the_spread_is_told() {
    Rounds rounds = rounds(row(1_000, 0), row(9_000, 0), row(2_000, 0));
    assertThat(rounds.perSecond()).isCloseTo(500, within(1.0));
    assertThat(rounds.millisAt(50)).isCloseTo(2, within(0.01));
    assertThat(rounds.millisSpread(50).least()).isCloseTo(1, within(0.01));
    assertThat(rounds.millisSpread(50).greatest()).isCloseTo(9, within(0.01));
    assertThat(rounds.perSecondSpread().greatest()).isCloseTo(1_000, within(1.0));
  }

  @Test
  void of_an_even_number_of_rounds_it_is_between_the_two_in_the_middle() {
    assertThat(rounds(row(1_000, 0), row(2_000, 0)).millisAt(50)).isCloseTo(1.5, within(0.01));
  }

  @Test
  void failures_of_all_rounds_count_and_a_round_without_an_answer_has_no_latency() {
    var nothing =
        new Row(
            "get",
            "closed c=1",
            new Measurement(Measurement.histogram(), 1, new TreeMap<>(Map.of("status 500", 3L))));
    Rounds rounds = rounds(row(1_000, 2), nothing);
    assertThat(rounds.failures()).isEqualTo(Map.of("status 500", 5L));
    assertThat(rounds.millisAt(50)).isCloseTo(1, within(0.01));
    assertThat(rounds(nothing).perSecond()).isZero();
  }

  @Test
  void processor_time_is_known_where_one_round_knows_it() {
    Row known = new Row("get", "closed c=1", row(1_000, 0).measurement(), OptionalDouble.of(0.7));
    assertThat(rounds(row(1_000, 0), known).processorMillis()).hasValue(0.7);
    assertThat(rounds(row(1_000, 0)).processorMillis()).isEmpty();
  }

  @Test
  void only_runs_of_the_same_thing_under_the_same_load_are_rounds() {
    Measurement it = row(1_000, 0).measurement();
    List<Row> rows =
        List.of(
            new Row("get", "a", it),
            new Row("get", "b", it),
            new Row("get", "a", it),
            new Row("put", "a", it));
    assertThat(Rounds.of(rows)).extracting(each -> each.rows().size()).containsExactly(2, 1, 1);
  }

  @Test
  void larger_groups_and_later_pages_are_compared_with_smaller_and_earlier_ones() {
    List<Row> rows =
        List.of(
            named("change-member of 10", 1_000),
            named("change-member of 200000", 1_500),
            named("list-last", 3_000),
            named("list-first", 2_000),
            named("get", 2_000));
    assertThat(Ratios.of(rows))
        .extracting(Figure::workload, Figure::what)
        .containsExactly(
            tuple("change-member of 200000", "p50 against change-member of 10, closed c=1"),
            tuple("list-last", "p50 against list-first, closed c=1"));
    assertThat(Ratios.of(rows))
        .allSatisfy(figure -> assertThat(figure.value()).isCloseTo(1.5, within(0.01)));
  }

  private static Rounds rounds(Row... rows) {
    return Rounds.of(List.of(rows)).getFirst();
  }

  private static Row named(String name, long micros) {
    return new Row(name, "closed c=1", row(micros, 0).measurement());
  }

  /// A hundred answers, one after the other.
  private static Row row(long micros, long failed) {
    var latencies = Measurement.histogram();
    latencies.recordValueWithCount(micros, 100);
    Map<String, Long> failures = failed == 0 ? Map.of() : Map.of("status 500", failed);
    return new Row(
        "get", "closed c=1", new Measurement(latencies, micros * 100_000, new TreeMap<>(failures)));
  }
}

package dev.rollcall.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.rollcall.bench.delivery.FakePlatform;
import dev.rollcall.bench.report.Row;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The whole driver over real HTTP against a platform that does just enough.
final class BenchTest {
  private static final Limits IMPATIENT =
      new Limits(
          64,
          8,
          1000,
          100,
          1000,
          9,
          Duration.ofSeconds(10),
          Duration.ofSeconds(5),
          Duration.ofMillis(300),
          Duration.ofMillis(5));
  private static final String TARGETS = "{\"targets\":[]}";

  @TempDir Path folder;
  private Path targets = Path.of("");

  @BeforeEach
  void write_an_empty_targets_file() throws IOException {
    targets = folder.resolve("targets.json");
    Files.writeString(targets, TARGETS);
  }

  @Test
  void every_workload_is_answered_as_expected() throws InterruptedException {
    try (var platform = new FakePlatform(targets, Integer.MAX_VALUE)) {
      List<Row> rows =
          run(
              platform,
              "post-users get filter patch add-member change-member change-100-members list-first"
                  + " list-last --concurrency 3 --rate 1000.5 --preload 900 --group-size 10,450");
      assertThat(rows.stream().map(Row::name))
          .containsExactly(
              "post-users",
              "post-users",
              "get",
              "get",
              "filter",
              "filter",
              "patch",
              "patch",
              "add-member",
              "add-member",
              "change-member of 10",
              "change-member of 450",
              "change-member of 10",
              "change-member of 450",
              "change-100-members of 10",
              "change-100-members of 450",
              "change-100-members of 10",
              "change-100-members of 450",
              "list-first",
              "list-first",
              "list-last",
              "list-last");
      assertThat(rows.stream().map(Row::load)).contains("open 1000.5/s", "closed c=3");
      assertThat(rows)
          .allSatisfy(row -> {
            assertThat(row.measurement().failures()).isEmpty();
            assertThat(row.measurement().latencies().getTotalCount()).isEqualTo(20);
          });
    }
  }

  @Test
  void a_server_without_bulk_requests_is_filled_one_by_one() throws InterruptedException {
    try (var platform = new FakePlatform(targets, Integer.MAX_VALUE)) {
      platform.withoutBulk();
      assertThat(run(platform, "get --concurrency 1 --rate - --preload 30")).hasSize(1);
      assertThat(platform.posted()).isEqualTo(30 + 7);
    }
  }

  @Test
  void every_run_of_a_workload_is_made_once_a_round() throws InterruptedException {
    try (var platform = new FakePlatform(targets, Integer.MAX_VALUE)) {
      assertThat(run(platform, "get=2,5/s filter=3 --rounds 2"))
          .extracting(Row::name, Row::load)
          .containsExactly(
              tuple("get", "open 5/s"),
              tuple("get", "closed c=2"),
              tuple("get", "open 5/s"),
              tuple("get", "closed c=2"),
              tuple("filter", "closed c=3"),
              tuple("filter", "closed c=3"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"add-member", "change-member", "change-100-members"})
  void a_member_that_was_added_and_is_not_there_is_a_failure(String workload)
      throws InterruptedException {
    try (var platform = new FakePlatform(targets, Integer.MAX_VALUE)) {
      String line = workload + "=1 --pool 50 --requests-max 9";
      List<Row> rows = run(platform, line);
      assertThat(rows.getFirst().measurement().failed()).isZero();
      platform.loseMember(3);
      rows = run(platform, line);
      assertThat(rows.getFirst().measurement().failures()).containsOnlyKeys("member lost");
    }
  }

  @Test
  void a_member_that_was_removed_and_is_still_there_is_a_failure() throws InterruptedException {
    try (var platform = new FakePlatform(targets, Integer.MAX_VALUE)) {
      platform.keepMembers();
      List<Row> rows = run(platform, "change-member=1 --pool 5 --requests-max 7");
      assertThat(rows.getFirst().measurement().failures())
          .isEqualTo(Map.of("member not removed", 2L));
    }
  }

  @Test
  void groups_that_were_filled_are_replaced_so_that_no_run_lacks_any() throws InterruptedException {
    try (var platform = new FakePlatform(targets, Integer.MAX_VALUE)) {
      // Each run has a request for every place in the hundred groups of a pool of one.
      List<Row> rows = run(platform, "add-member=1 --pool 1 --requests-max 100 --rounds 3");
      assertThat(rows).allSatisfy(row -> assertThat(row.measurement().failures()).isEmpty());
      assertThat(platform.members()).isEqualTo(300);
    }
  }

  @Test
  void delivery_is_measured_at_both_targets_and_the_file_is_as_before() throws Exception {
    try (var platform = new FakePlatform(targets, Integer.MAX_VALUE)) {
      List<Row> rows = run(platform, "delivery --concurrency 2 --rate -");
      assertThat(rows.stream().map(Row::name))
          .containsExactly(
              "delivery: POST", "delivery: scim", "delivery: webhook", "delivery: both");
      assertThat(rows)
          .allSatisfy(
              row -> assertThat(row.measurement().latencies().getTotalCount()).isEqualTo(20));
      // The fake delivers before it answers, which counts as no time at all.
      assertThat(rows.getLast().measurement().millisAt(100)).isZero();
    }
    assertThat(targets).hasContent(TARGETS);
  }

  @Test
  void what_is_not_delivered_is_told_as_a_failure() throws InterruptedException {
    try (var platform = new FakePlatform(targets, 4)) {
      List<Row> rows = run(platform, "delivery --concurrency 1 --rate -");
      assertThat(rows.getFirst().measurement().failures()).isEmpty();
      assertThat(rows.subList(1, 4))
          .allSatisfy(row ->
              assertThat(row.measurement().failures())
                  .isEqualTo(Map.of("not applied in time", 5L)));
    }
  }

  @Test
  void targets_that_nobody_takes_up_end_the_run_with_a_sentence() throws Exception {
    Path elsewhere = folder.resolve("elsewhere.json");
    try (var platform = new FakePlatform(targets, Integer.MAX_VALUE)) {
      assertThatThrownBy(() -> run(platform, "delivery --targets-file " + elsewhere))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("not taken up");
    }
    assertThat(elsewhere).hasContent(TARGETS);
  }

  @Test
  void a_calm_tenant_is_measured_beside_a_busy_one_and_the_file_is_as_before() throws Exception {
    Path credentials = folder.resolve("credentials.json");
    String before = "{\"credentials\":[{\"id\":\"known\"}]}";
    Files.writeString(credentials, before);
    try (var platform = new FakePlatform(targets, Integer.MAX_VALUE)) {
      List<Row> rows = run(platform, "fairness");
      assertThat(rows.stream().map(Row::name))
          .containsExactly(
              "fair: alone",
              "fair: beside flood",
              "fair: the flood",
              "fair: beside bulk",
              "fair: the bulk",
              "fair: beside searches",
              "fair: the searches",
              "fair: alone again");
      assertThat(rows)
          .allSatisfy(row -> {
            assertThat(row.measurement().failures()).isEmpty();
            assertThat(row.measurement().latencies().getTotalCount()).isEqualTo(20);
          });
    }
    assertThat(credentials).hasContent(before);
  }

  private List<Row> run(FakePlatform platform, String line) throws InterruptedException {
    // Of an option that is given twice the last value counts.
    var arguments = new ArrayList<String>();
    arguments.addAll(
        List.of(
            "--rollcall-json",
            folder.resolve("rollcall.json").toString(),
            "--requests-max",
            "20",
            "--warmup-seconds",
            "0",
            "--rounds",
            "1",
            "--pool",
            "7"));
    arguments.addAll(List.of(line.split(" ")));
    var quiet = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new Bench(Options.parse(arguments, IMPATIENT), platform.platform(), IMPATIENT, quiet)
        .run();
  }
}

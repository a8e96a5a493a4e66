package dev.rollcall.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.bench.delivery.FakePlatform;
import dev.rollcall.bench.report.Comparison;
import dev.rollcall.bench.report.Figure;
import dev.rollcall.bench.report.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A whole comparison over real HTTP, of platforms that do just enough.
final class CompareTest {
  private static final String OPTIONS =
      "get filter --concurrency 2 --rate - --requests-max 20 --warmup-seconds 0 --pool 7 --rounds 2";

  @TempDir Path folder;

  @Test
  void each_server_is_measured_and_a_table_and_a_chart_are_written() throws Exception {
    Path targets = Files.writeString(folder.resolve("targets.json"), "{\"targets\":[]}");
    try (var ours = new FakePlatform(targets, Integer.MAX_VALUE);
        var theirs = new FakePlatform(targets, Integer.MAX_VALUE)) {
      Path servers = servers(entry("ours", ours, "") + "," + entry("theirs", theirs, ""));

      Comparison comparison = compare(servers, OPTIONS).run();

      assertThat(comparison.rows()).containsOnlyKeys("ours", "theirs");
      assertThat(comparison.clean()).isTrue();
      assertThat(folder.resolve("out/comparison.md"))
          .content()
          .contains("| workload | load | ours | theirs |", "| get | closed c=2 |");
      assertThat(folder.resolve("out/comparison.svg")).content().startsWith("<svg");
    }
  }

  @Test
  void the_servers_take_turns_in_each_round_of_a_workload() throws Exception {
    Path targets = Files.writeString(folder.resolve("targets.json"), "{\"targets\":[]}");
    var told = new ByteArrayOutputStream();
    try (var ours = new FakePlatform(targets, Integer.MAX_VALUE);
        var theirs = new FakePlatform(targets, Integer.MAX_VALUE);
        var progress = new PrintStream(told, true, StandardCharsets.UTF_8)) {
      Path servers = servers(entry("ours", ours, "") + "," + entry("theirs", theirs, ""));

      Comparison comparison = compare(servers, OPTIONS, progress).run();

      // The warming up is a turn as well.
      assertThat(told.toString(StandardCharsets.UTF_8).lines().filter(it -> it.startsWith("next")))
          .hasSize(2 + 2 * 2 * 3)
          .endsWith("next: ours", "next: theirs", "next: ours", "next: theirs");
      assertThat(comparison.rows().get("theirs"))
          .extracting(Row::name)
          .containsExactly("get", "get", "filter", "filter");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void apart_each_server_is_stopped_before_the_next_is_measured() throws Exception {
    Path targets = Files.writeString(folder.resolve("targets.json"), "{\"targets\":[]}");
    String mark = "86397." + ProcessHandle.current().pid();
    var seen = new ArrayList<String>();
    try (var ours = new FakePlatform(targets, Integer.MAX_VALUE);
        var theirs = new FakePlatform(targets, Integer.MAX_VALUE);
        var progress =
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8) {
              @Override
              public void println(String line) {
                if (line.equals("next: ours") || line.equals("next: theirs")) {
                  seen.add(line + (runs(mark) ? ", ours runs" : ""));
                }
              }
            }) {
      String start = ",\"start\":[\"sleep\",\"" + mark + "\"]";
      Path servers = servers(entry("ours", ours, start) + "," + entry("theirs", theirs, ""));

      String line = "get=1 --apart --requests-max 2 --warmup-seconds 0 --pool 3";
      Comparison comparison = compare(servers, line, progress).run();

      assertThat(seen).contains("next: ours, ours runs", "next: theirs");
      assertThat(seen).doesNotContain("next: ours", "next: theirs, ours runs");
      assertThat(comparison.rows()).containsOnlyKeys("ours", "theirs");
      // What can only be told while it runs is told as it was then.
      assertThat(comparison.figures().get("ours"))
          .extracting(Figure::what)
          .contains("after the load so far");
    }
  }

  private static boolean runs(String mark) {
    return ProcessHandle.current()
        .children()
        .anyMatch(child -> child.info().commandLine().orElse("").contains(mark));
  }

  @Test
  void what_a_started_server_needs_is_told() throws Exception {
    Path targets = Files.writeString(folder.resolve("targets.json"), "{\"targets\":[]}");
    Path kept = Files.createDirectory(folder.resolve("kept"));
    try (var ours = new FakePlatform(targets, Integer.MAX_VALUE)) {
      String more = ",\"start\":[\"sleep\",\"86399\"],\"disk\":[\"" + kept + "\"]";
      compare(servers(entry("ours", ours, more)), "get=1 --requests-max 5 --preload 10 --pool 3")
          .run();

      assertThat(folder.resolve("out/comparison.md"))
          .content()
          .contains(
              "| start, until the first answer |",
              "| start, until the first accepted write |",
              "| disk, a user | 0.00 KB |");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void of_a_server_that_runs_already_the_processes_can_be_named() throws Exception {
    Path targets = Files.writeString(folder.resolve("targets.json"), "{\"targets\":[]}");
    try (var ours = new FakePlatform(targets, Integer.MAX_VALUE)) {
      String more = ",\"pids\":[" + ProcessHandle.current().pid() + "]";
      Comparison comparison = compare(servers(entry("ours", ours, more)), OPTIONS).run();

      assertThat(comparison.rows().get("ours"))
          .allSatisfy(row -> assertThat(row.processorMillis()).isPresent());
      assertThat(comparison.table()).contains("| memory, after the start |");
      assertThat(comparison.table()).doesNotContain("| start, until");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void what_a_server_takes_while_others_are_measured_is_told() throws Exception {
    Path targets = Files.writeString(folder.resolve("targets.json"), "{\"targets\":[]}");
    try (var ours = new FakePlatform(targets, Integer.MAX_VALUE);
        var theirs = new FakePlatform(targets, Integer.MAX_VALUE)) {
      String pids = ",\"pids\":[" + ProcessHandle.current().pid() + "]";
      Path servers = servers(entry("ours", ours, pids) + "," + entry("theirs", theirs, ""));

      // Each turn of the other takes a second: twice that is enough to be told.
      String line = "get=20/s --requests-max 21 --warmup-seconds 0 --pool 3 --rounds 3";
      Comparison comparison = compare(servers, line).run();

      String told = "at rest, while others are measured";
      assertThat(comparison.figures().get("ours")).extracting(Figure::what).contains(told);
      assertThat(comparison.figures().get("theirs")).extracting(Figure::what).doesNotContain(told);
    }
  }

  @Test
  void a_server_that_does_not_come_up_is_named_and_those_that_did_are_stopped() throws Exception {
    Path targets = Files.writeString(folder.resolve("targets.json"), "{\"targets\":[]}");
    try (var ours = new FakePlatform(targets, Integer.MAX_VALUE)) {
      String broken =
          "{\"name\":\"broken\",\"start\":[\"false\"],\"url\":\"http://127.0.0.1:1/scim/v2\","
              + "\"token\":\"t\"}";
      String mark = "86398." + ProcessHandle.current().pid();
      String start = ",\"start\":[\"sleep\",\"" + mark + "\"]";
      Path servers = servers(entry("ours", ours, start) + "," + broken);

      assertThatThrownBy(() -> compare(servers, OPTIONS).run())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("broken ended while it started");
      assertThat(ProcessHandle.current().children())
          .noneMatch(child -> child.info().commandLine().orElse("").contains(mark));
    }
  }

  @Test
  void a_server_that_was_started_is_stopped() throws Exception {
    Path targets = Files.writeString(folder.resolve("targets.json"), "{\"targets\":[]}");
    try (var ours = new FakePlatform(targets, Integer.MAX_VALUE)) {
      String mark = "86399." + ProcessHandle.current().pid();
      Path started = folder.resolve("started");
      String start = "touch " + started + "; exec sleep " + mark;
      Path servers = servers(entry("ours", ours, ",\"start\":[\"sh\",\"-c\",\"" + start + "\"]"));

      compare(servers, OPTIONS).run();

      assertThat(started).exists();
      assertThat(ProcessHandle.current().children())
          .noneMatch(child -> child.info().commandLine().orElse("").contains(mark));
    }
  }

  @Test
  void without_a_folder_nothing_is_started() {
    assertThatThrownBy(() -> Compare.parse(List.of("x.json"), Limits.STANDARD, quiet()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Needed: compare FILE --out DIR");
  }

  @ParameterizedTest
  @ValueSource(strings = {"redrive", "delivery", "fairness"})
  void what_is_of_one_platform_is_refused(String workload) throws Exception {
    Path servers = servers("{\"name\":\"a\",\"url\":\"http://h\",\"token\":\"t\"}");
    assertThatThrownBy(() -> compare(servers, workload))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("compare no servers");
  }

  private Compare compare(Path servers, String options) throws IOException {
    return compare(servers, options, quiet());
  }

  private Compare compare(Path servers, String options, PrintStream progress) throws IOException {
    var arguments = new ArrayList<String>();
    arguments.addAll(List.of(servers.toString(), "--out", folder.resolve("out").toString()));
    arguments.addAll(List.of(options.split(" ")));
    return Compare.parse(arguments, Limits.STANDARD, progress);
  }

  private Path servers(String entries) throws IOException {
    return Files.writeString(
        folder.resolve("servers.json"), "{\"servers\":[" + entries + "]}", StandardCharsets.UTF_8);
  }

  private static String entry(String name, FakePlatform platform, String more) {
    return "{\"name\":\""
        + name
        + "\",\"url\":\""
        + platform.platform().scimBase()
        + "\",\"token\":\""
        + platform.platform().token()
        + "\""
        + more
        + "}";
  }

  private static PrintStream quiet() {
    return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
  }
}

package dev.rollcall.bench.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.bench.Limits;
import dev.rollcall.bench.delivery.FakePlatform;
import dev.rollcall.bench.delivery.TargetApp;
import dev.rollcall.bench.delivery.TargetApp.Call;
import dev.rollcall.bench.delivery.TargetApp.Reply;
import dev.rollcall.bench.report.Figure;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Trials over real HTTP, against a platform that does just enough.
final class PlatformTrialsTest {
  private static final String TARGETS = "{\"targets\":[]}";

  @TempDir Path folder;

  @Test
  void posts_are_measured_without_a_target_and_beside_each_kind_of_bad_one() throws Exception {
    // It delivers nothing: no target is in its way.
    try (var platform = new FakePlatform(targets(), 1)) {
      List<Figure> figures = new PostBesideTrial(setting(platform), 20).run();

      assertThat(figures)
          .extracting(Figure::what)
          .contains(
              "beside none: p99, median of rounds",
              "beside dead: p99, median of rounds",
              "beside slow: p99, median of rounds",
              "beside dead: p99 against none",
              "beside slow: p99 against none")
          .doesNotContain("beside none: p99 against none");
      assertThat(figures).allMatch(Figure::asExpected);
      // Three rounds of three, and a tenth of each before.
      assertThat(platform.posted()).isEqualTo(3 * 3 * 22);
    }
    assertThat(targets()).hasContent(TARGETS);
  }

  @ParameterizedTest
  @CsvSource({"done, 0, true", "failed, 0, false", "done, 2, false"})
  void a_rebuild_is_timed_until_it_serves_and_must_differ_in_nothing(
      String phase, int differences, boolean asExpected) throws Exception {
    var looks = new AtomicInteger();
    try (var platform = new FakePlatform(targets(), 1);
        var projection = TargetApp.start(0, call -> projection(call, phase, differences, looks))) {
      Files.writeString(
          folder.resolve("operations.json"),
          "{\"projectionUrl\":\"" + projection.url("") + "\",\"internalToken\":\"t\"}");

      List<Figure> figures = new RebuildTrial(setting(platform), 900).run();

      assertThat(figures)
          .extracting(Figure::what)
          .contains("facts folded", "until all is folded", "until it serves, compared");
      assertThat(figures.stream().allMatch(Figure::asExpected)).isEqualTo(asExpected);
      assertThat(figure(figures, "decisions")).isEqualTo(3);
      assertThat(figure(figures, "differences")).isEqualTo(differences);
    }
  }

  /// Folds for two looks, compares for one, and is over then.
  private static Reply projection(Call call, String end, int differences, AtomicInteger looks) {
    if (call.method().equals("POST")) {
      return new Reply(202, "{}");
    }
    String phase =
        switch (looks.incrementAndGet()) {
          case 1, 2 -> "folding";
          case 3 -> "comparing";
          default -> end;
        };
    String found = String.join(",", Collections.nCopies(differences, "\"x\""));
    return new Reply(
        200,
        "{\"phase\":\"" + phase + "\",\"done\":3,\"total\":3,\"differences\":[" + found + "]}");
  }

  private static double figure(List<Figure> figures, String what) {
    return Objects.requireNonNull(
            figures.stream().filter(it -> it.what().equals(what)).findFirst().orElse(null))
        .value();
  }

  private Path targets() throws IOException {
    Path file = folder.resolve("targets.json");
    return Files.exists(file) ? file : Files.writeString(file, TARGETS);
  }

  private TrialSetting setting(FakePlatform platform) throws IOException {
    return new TrialSetting(
        platform.platform().scimBase(),
        Objects.requireNonNull(platform.platform().adminBase()),
        Files.writeString(folder.resolve("credentials.json"), "{\"credentials\":[]}"),
        targets(),
        folder.resolve("operations.json"),
        new TrialSetting.Size(0, List.of(1), 0, Duration.ofMinutes(1)),
        Limits.STANDARD,
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
  }
}

package dev.rollcall.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.backing.Ports;
import dev.rollcall.standalone.demo.Administration;
import dev.rollcall.standalone.demo.Comparison;
import dev.rollcall.standalone.demo.DemoApps;
import dev.rollcall.standalone.demoapp.DemoApp;
import dev.rollcall.standalone.platform.Platform;
import dev.rollcall.standalone.platform.PlatformOptions;
import dev.rollcall.standalone.session.ScimSession;
import dev.rollcall.standalone.session.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An Entra session against the started platform, in processes of their own.
class EntraSessionIT {
  private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
  private static final Duration SETTLE_MAX = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void every_step_is_answered_as_entra_expects_and_both_apps_follow() throws Exception {
    try (var apps = new DemoApps()) {
      apps.writeTargets(folder);
      var options = new PlatformOptions(CHECKOUT, folder, Ports.free());
      try (var platform = Platform.start(options, (_, _) -> {})) {
        var session = new ScimSession(platform.scimBaseUrl(), platform.token());
        var unexpected = new ArrayList<String>();
        List<Step> steps = ScimSession.entra();
        for (Step step : steps) {
          session.play(step).failures().forEach(it -> unexpected.add(step.number() + ": " + it));
        }
        assertThat(steps).hasSize(100);
        assertThat(unexpected).isEmpty();
        assertThat(differencesAtLast(platform, apps)).isEmpty();
        assertThat(administration(platform).history(session.saved("esraId"))).hasSizeGreaterThan(5);
      }
    }
  }

  @Test
  void a_second_start_on_the_folder_goes_on_with_everything_that_was_there() throws Exception {
    var options = new PlatformOptions(CHECKOUT, folder, Ports.free());
    List<Step> steps = ScimSession.entra().subList(0, 12);
    try (var platform = Platform.start(options, (_, _) -> {})) {
      var session = new ScimSession(platform.scimBaseUrl(), platform.token());
      for (Step step : steps) {
        assertThat(session.play(step).failures()).isEmpty();
      }
      // Nothing is closed in order: what was answered must be there all the same.
      platform.kafka().kill();
      platform.postgres().kill();
    }
    try (var platform = Platform.start(options, (_, _) -> {})) {
      assertThat(administration(platform).directory().users()).hasSize(2);
    }
  }

  private static Administration administration(Platform platform) {
    return new Administration(
        new Administration.Access(
            platform.scimBaseUrl(),
            platform.token(),
            platform.adminBaseUrl(),
            platform.adminToken()));
  }

  private static List<String> differencesAtLast(Platform platform, DemoApps apps)
      throws IOException, InterruptedException {
    var directory = administration(platform).directory();
    Instant deadline = Instant.now().plus(SETTLE_MAX);
    while (true) {
      var differences = new ArrayList<String>();
      for (DemoApp app : apps.all()) {
        Comparison.differences(directory, app.state())
            .forEach(it -> differences.add(app.name() + ": " + it));
      }
      if (differences.isEmpty() || Instant.now().isAfter(deadline)) {
        return differences;
      }
      Thread.onSpinWait();
    }
  }
}

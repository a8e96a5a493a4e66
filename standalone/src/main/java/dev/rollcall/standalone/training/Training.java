package dev.rollcall.standalone.training;

import dev.rollcall.backing.Folders;
import dev.rollcall.backing.Ports;
import dev.rollcall.standalone.demo.DemoApps;
import dev.rollcall.standalone.platform.Platform;
import dev.rollcall.standalone.platform.PlatformException;
import dev.rollcall.standalone.platform.PlatformOptions;
import dev.rollcall.standalone.platform.PlatformOptions.Running;
import dev.rollcall.standalone.platform.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Starts the platform on a throwaway folder, works it for a while as Entra would, and has each
/// service, and Kafka, write down what it learned.
public final class Training {
  /// Long enough for the code that every request passes to be compiled.
  private static final Duration LOAD = Duration.ofSeconds(40);

  private Training() {}

  /// Trains all services and Kafka; returns 0 where each has its cache then, else 1.
  public static int run(Path checkout, Progress progress) throws InterruptedException {
    try {
      Path folder = Files.createTempDirectory("rollcall-train");
      try (var apps = new DemoApps()) {
        apps.writeTargets(folder);
        return run(checkout, folder, progress);
      } finally {
        Folders.delete(folder);
      }
    } catch (IOException e) {
      throw new PlatformException("The training could not go on: " + e.getMessage(), e);
    }
  }

  private static int run(Path checkout, Path folder, Progress progress)
      throws InterruptedException {
    var options =
        new PlatformOptions(checkout, folder, Ports.free(), Optional.empty(), Running.TRAINING);
    System.out.println("Starting Rollcall for a training run");
    var platform = Platform.start(options, progress);
    long answered;
    try {
      System.out.println("Working for " + LOAD.toSeconds() + " s");
      answered = new Rehearsal(platform.scimBaseUrl(), platform.token()).play(LOAD);
      System.out.println(
          answered + " requests answered; the services write down what they learned");
    } finally {
      platform.close();
    }
    List<String> untrained = platform.untrained();
    if (answered == 0 || !untrained.isEmpty()) {
      System.err.println("rollcall: no training for " + String.join(", ", untrained));
      return 1;
    }
    System.out.println("Trained: the next start of this build is faster.");
    return 0;
  }
}

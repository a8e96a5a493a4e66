package dev.rollcall.bench.trial;

import dev.rollcall.bench.report.Figure;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What a platform is put to.
public enum Trial {
  /// Everything is sent again, as fast as may be.
  REPLAY("replay", 100_000),
  /// A target takes a few calls a second and answers 429 to the others.
  THROTTLED("throttled", 0),
  /// Everybody is parked, and redriven by one act.
  REDRIVE("redrive", 10_000),
  /// One of ten targets never answers.
  DEAD_TARGET("deadtarget", 1_000),
  /// Users are posted while a target never answers, or takes half a second.
  POST_BESIDE("postbeside", 3_000),
  /// The directory is folded anew.
  REBUILD("rebuild", 100_000);

  private final String label;
  private final int peopleUsual;

  Trial(String label, int peopleUsual) {
    this.label = label;
    this.peopleUsual = peopleUsual;
  }

  /// Returns the trial's name on the command line.
  public String label() {
    return label;
  }

  /// Returns the trial of a name.
  public static Optional<Trial> named(String label) {
    return Arrays.stream(values()).filter(it -> it.label.equals(label)).findFirst();
  }

  /// Carries the trial out.
  ///
  /// @throws IllegalStateException with one sentence where the platform does not keep up
  public List<Figure> run(TrialSetting setting) throws InterruptedException {
    int people = setting.size().people() > 0 ? setting.size().people() : peopleUsual;
    return switch (this) {
      case REPLAY -> new ReplayTrial(setting, people).run();
      case THROTTLED -> new ThrottledTrial(setting).run();
      case REDRIVE -> new RedriveTrial(setting, people).run();
      case DEAD_TARGET -> new DeadTargetTrial(setting, people).run();
      case POST_BESIDE -> new PostBesideTrial(setting, people).run();
      case REBUILD -> new RebuildTrial(setting, people).run();
    };
  }
}

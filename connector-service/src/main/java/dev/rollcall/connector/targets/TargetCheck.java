package dev.rollcall.connector.targets;

import dev.rollcall.connector.delivery.core.Answer;
import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.target.RemoteApp;
import dev.rollcall.connector.targets.RecordedReader.One;
import dev.rollcall.connector.targets.RecordedTargets.Recorded;
import dev.rollcall.connector.targets.TargetsWatch.Recordings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Looks at a configuration before it is recorded: all that only a connector knows.
public final class TargetCheck {
  private static final int RECORDED_MAX = 100;

  /// A test call may ask twice, for a token first. Each question has a limit of its own; this one
  /// is for a kind that does not keep to it.
  private static final int CALLS_MAX = 2;

  private static final Answer LATE =
      new Answer.Failed(Failure.of(FailureKind.TIMEOUT, "No answer within the time limit"));

  private final Recordings recordings;
  private final RemoteApps apps;
  private final Duration testCallMax;

  TargetCheck(Recordings recordings, RemoteApps apps, Duration testCallMax) {
    this.recordings = recordings;
    this.apps = apps;
    this.testCallMax = testCallMax;
  }

  /// What came of it.
  ///
  /// @param problems what is wrong with the configuration, one sentence each
  /// @param unanswered how a test call went wrong, or null
  /// @param called whether the app was called: where it was not, nobody knows how it answers
  public record Verdict(List<String> problems, @Nullable String unanswered, boolean called) {
    public Verdict {
      problems = List.copyOf(problems);
    }

    static Verdict uncalled(List<String> problems) {
      return new Verdict(problems, null, false);
    }
  }

  /// Checks a configuration with its secrets sealed, as it would be recorded.
  ///
  /// @param call whether the app is called; it never is while it is to get nothing
  public Mono<Verdict> check(Recorded recorded, boolean call) {
    return Mono.fromCallable(() -> examined(recorded))
        .subscribeOn(Schedulers.boundedElastic())
        .flatMap(one -> {
          Target target = one.target();
          boolean idle = target == null || one.off() || target.paused();
          return target == null || idle || !call
              ? Mono.just(Verdict.uncalled(one.problems()))
              : called(target);
        });
  }

  /// Reads a configuration, and looks up what it names. Blocking.
  One examined(Recorded recorded) {
    One one = recordings.reader().read(recorded);
    Target target = one.target();
    if (target == null) {
      return one;
    }
    var problems = new ArrayList<String>();
    target.askedInVain().ifPresent(problems::add);
    Set<String> groups = target.shaping().scope().groups();
    if (!groups.isEmpty()) {
      Set<String> known = recordings.targets().groups(recorded.tenant(), groups);
      groups.stream()
          .filter(id -> !known.contains(id))
          .forEach(id -> problems.add("'scope.groups': no group has the id '" + id + "'"));
    }
    if (recordings.targets().others(recorded.tenant(), recorded.name()) >= RECORDED_MAX) {
      problems.add("A tenant can record at most " + RECORDED_MAX + " targets");
    }
    return problems.isEmpty() ? one : new One(null, problems, one.off());
  }

  private Mono<Verdict> called(Target target) {
    RemoteApp app = apps.open(target.as("test-call", testCallMax));
    return app.probe()
        .timeout(testCallMax.multipliedBy(CALLS_MAX), Mono.just(LATE))
        .map(answer ->
            answer instanceof Answer.Failed(Failure failure)
                ? new Verdict(List.of(), said(failure), true)
                : new Verdict(List.of(), null, true))
        .defaultIfEmpty(Verdict.uncalled(List.of()))
        .doFinally(_ -> app.close());
  }

  private static String said(Failure failure) {
    if (failure.status() == null) {
      return failure.text();
    }
    String text = failure.text().isEmpty() ? "" : ": " + failure.text();
    return "It answered " + failure.status() + text;
  }
}

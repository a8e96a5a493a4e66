package dev.rollcall.e2e.crash.core;

import dev.rollcall.e2e.crash.core.Downstream.App;
import dev.rollcall.e2e.crash.core.Downstream.Arrival;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// 11: while a target hangs, whoever is hired is at the other targets in time, at those of its
/// tenant and at those of others. It is measured when nothing else is wrong any more, and at
/// targets that never asked for a pause: of the others connectors have learned to call them seldom.
final class OthersGoOn implements Invariant {
  private static final int NUMBER = 11;

  /// From the answer to the arrival at the app, for 99 of 100. A tenth of a second is usual, and a
  /// busy machine takes ten times as long. Whoever waits for a target that hangs waits for its time
  /// limit, 2 s, again and again: each of eight keys that are in work there has three tries.
  static final Duration DELIVERED_MAX = Duration.ofSeconds(5);

  private static final double SHARE = 0.99;

  @Override
  public List<Violation> check(Evidence evidence) {
    return others(evidence)
        .flatMap(target -> late(target.getKey(), took(target, evidence)).stream())
        .toList();
  }

  /// How many arrivals a run has measured.
  static long measured(Evidence evidence) {
    return others(evidence).mapToLong(it -> took(it, evidence).size()).sum();
  }

  private static Stream<Map.Entry<String, App>> others(Evidence evidence) {
    Map<String, App> apps = evidence.downstream().apps();
    boolean oneHangs = apps.values().stream().anyMatch(App::hangs);
    Set<String> spared =
        evidence.downstream().arrivals().stream()
            .filter(it -> it.retryAfterSeconds() > 0)
            .map(Arrival::target)
            .collect(Collectors.toSet());
    return apps.entrySet().stream()
        .filter(it -> oneHangs && !it.getValue().hangs() && !it.getValue().webhook())
        .filter(it -> !spared.contains(it.getKey()));
  }

  private static Optional<Violation> late(String target, List<Duration> took) {
    if (took.isEmpty()) {
      return Optional.empty();
    }
    Duration slow = took.get((int) Math.ceil(SHARE * took.size()) - 1);
    return slow.compareTo(DELIVERED_MAX) <= 0
        ? Optional.empty()
        : Optional.of(
            new Violation(
                NUMBER,
                "%s was told %d ms late (p99 of %d) while another target hung"
                    .formatted(target, slow.toMillis(), took.size())));
  }

  /// From the answer to the first arrival, shortest first. Whether all arrived is another question.
  private static List<Duration> took(Map.Entry<String, App> target, Evidence evidence) {
    return evidence.history().stream()
        .filter(it -> it.tenant().equals(target.getValue().tenant()))
        .filter(it -> !it.began().isBefore(evidence.downstream().calmFrom()))
        .flatMap(it -> took(target.getKey(), it, evidence.downstream().arrivals()).stream())
        .sorted()
        .toList();
  }

  private static Optional<Duration> took(String target, Call call, List<Arrival> arrivals) {
    return call.asked() instanceof Asked.Create(String type, _, _, _)
            && type.equals("User")
            && call.told() instanceof Told.Ok made
            && made.id() != null
        ? arrivals.stream()
            .filter(it -> it.target().equals(target) && it.externalId().equals(made.id()))
            .findFirst()
            .map(it -> Duration.between(call.ended(), it.at()))
        : Optional.empty();
  }
}

package dev.rollcall.e2e.crash.core;

import dev.rollcall.e2e.crash.core.Operations.Struck;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// 13: nobody waits long, writes go on soon after a decider is killed, and no process ends by
/// itself.
final class Serving implements Invariant {
  private static final int NUMBER = 13;

  /// Whoever is frozen excuses a wait: behind the balancer a call may come to either.
  private static final String INGRESS = "ingress";

  private static final String DECIDER = "projection";
  private static final Duration WAIT_MAX = Duration.ofSeconds(30);

  /// The promise is 10 s; the rest is for a machine that starts a JVM at the same time.
  static final Duration RESUME_MAX = Duration.ofSeconds(15);

  @Override
  public List<Violation> check(Evidence evidence) {
    var found = new ArrayList<String>();
    Operations operations = evidence.operations();
    operations.deaths().forEach(it -> found.add("Ended by itself: " + it));
    waits(evidence, found);
    resumes(evidence, found);
    return found.stream().map(it -> new Violation(NUMBER, it)).toList();
  }

  private static void waits(Evidence evidence, List<String> found) {
    for (Call call : evidence.history()) {
      boolean frozen =
          evidence.operations().faults().stream()
              .anyMatch(it ->
                  it.fault().kind() == Fault.Kind.FREEZE
                      && it.fault().victim().startsWith(INGRESS)
                      && it.overlaps(call.began(), call.ended()));
      if (!frozen && call.took().compareTo(WAIT_MAX) > 0) {
        found.add(call.id() + " waited " + call.took().toMillis() + " ms");
      }
    }
  }

  private static void resumes(Evidence evidence, List<String> found) {
    List<Struck> faults = evidence.operations().faults();
    List<String> tenants = evidence.history().stream().map(Call::tenant).distinct().toList();
    for (Struck struck : faults) {
      // What was under way when the process died may have been decided before.
      Instant killed = struck.full().from();
      Instant until = killed.plus(RESUME_MAX);
      if (isDecidersLoneKill(struck, faults) && hasSuccessor(struck, evidence.operations())) {
        for (String tenant : tenants) {
          if (asked(evidence, tenant, killed, until) && !served(evidence, tenant, killed, until)) {
            found.add(
                "Nothing of tenant %s was decided within %d s of: %s"
                    .formatted(tenant, RESUME_MAX.toSeconds(), struck.fault()));
          }
        }
      }
    }
  }

  /// Whether a decider was killed and nothing else was wrong: only such a kill can be held against
  /// the promise.
  static boolean isDecidersLoneKill(Struck struck, List<Struck> faults) {
    Fault fault = struck.fault();
    Instant from = struck.from().minus(RESUME_MAX);
    Instant until = struck.from().plus(RESUME_MAX);
    return fault.kind() == Fault.Kind.KILL
        && fault.victim().startsWith(DECIDER)
        && faults.stream()
            .noneMatch(
                it -> it.fault().disturbs() && !it.equals(struck) && it.overlaps(from, until));
  }

  /// Whether the other decider was there: beside much else it may need longer for its own start
  /// than a kill counts as disturbing others. Of whom nothing is known it is believed.
  private static boolean hasSuccessor(Struck struck, Operations operations) {
    return operations.samples().stream()
        .filter(it ->
            it.process().startsWith(DECIDER)
                && !it.process().equals(struck.fault().victim())
                && it.time().to().isBefore(struck.from()))
        .max(Comparator.comparing(it -> it.time().to()))
        .map(Operations.Sample::ready)
        .orElse(true);
  }

  /// Whether somebody asked for something and did not get it in time.
  private static boolean asked(Evidence evidence, String tenant, Instant from, Instant until) {
    return evidence.history().stream()
        .anyMatch(it ->
            it.tenant().equals(tenant)
                && it.asked().isWrite()
                && it.began().isAfter(from)
                && it.began().isBefore(until)
                && (it.ended().isAfter(until) || it.told() instanceof Told.Unknown));
  }

  private static boolean served(Evidence evidence, String tenant, Instant from, Instant until) {
    return evidence.history().stream()
        .anyMatch(it ->
            it.tenant().equals(tenant)
                && it.asked().isWrite()
                && it.told() instanceof Told.Ok
                && it.began().isAfter(from)
                && it.ended().isBefore(until));
  }
}

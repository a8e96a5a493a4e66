package dev.rollcall.e2e.crash.core;

import java.time.Instant;
import java.util.List;

/// How the processes did.
///
/// @param faults what was done to them, as it was done
/// @param deaths processes that ended by themselves
/// @param samples what processes said of their readiness
/// @param verification what `verify` found
/// @param leaks where something planted came to light
public record Operations(
    List<Struck> faults,
    List<String> deaths,
    List<Sample> samples,
    Verification verification,
    List<String> leaks) {
  public Operations {
    faults = List.copyOf(faults);
    deaths = List.copyOf(deaths);
    samples = List.copyOf(samples);
    leaks = List.copyOf(leaks);
  }

  /// A fault from its first moment to its last.
  public record Struck(Fault fault, Instant from, Instant to) {
    boolean overlaps(Instant begin, Instant end) {
      return from.isBefore(end) && to.isAfter(begin);
    }
  }

  /// A process's answer to whether it is ready.
  public record Sample(String process, Instant at, boolean ready) {}

  /// The platform's own proof that the directory is what the logs say.
  ///
  /// @param trouble empty where it went through without a difference
  public record Verification(List<String> trouble) {
    public Verification {
      trouble = List.copyOf(trouble);
    }
  }
}

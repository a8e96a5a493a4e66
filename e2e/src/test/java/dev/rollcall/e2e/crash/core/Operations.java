package dev.rollcall.e2e.crash.core;

import dev.rollcall.schemas.event.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// How the processes did.
///
/// @param faults what was done to them, as it was done
/// @param deaths processes that ended by themselves
/// @param samples what processes said of their readiness
/// @param verification what `verify` found
/// @param alarms what says that records are quarantined
/// @param leaks where something planted came to light
public record Operations(
    List<Struck> faults,
    List<String> deaths,
    List<Sample> samples,
    Verification verification,
    Alarms alarms,
    List<String> leaks) {
  public Operations {
    faults = List.copyOf(faults);
    deaths = List.copyOf(deaths);
    samples = List.copyOf(samples);
    leaks = List.copyOf(leaks);
  }

  /// A time with a beginning and an end.
  public record Span(Instant from, Instant to) {
    Duration length() {
      return Duration.between(from, to);
    }

    boolean contains(Span other) {
      return !other.from.isBefore(from) && !other.to.isAfter(to);
    }
  }

  /// A fault from its first moment to its last.
  ///
  /// @param whole from when it began to be done until all was as before
  /// @param full from when it was done until it began to be undone
  public record Struck(Fault fault, Span whole, Span full) {
    Instant from() {
      return whole.from();
    }

    Instant to() {
      return whole.to();
    }

    boolean overlaps(Instant begin, Instant end) {
      return from().isBefore(end) && to().isAfter(begin);
    }
  }

  /// A process's answer to whether it is ready.
  ///
  /// @param time from the question to the answer
  public record Sample(String process, Span time, boolean ready) {}

  /// What an operator sees of poison.
  ///
  /// @param logged the places on the requests log that a line of a log says are quarantined
  /// @param counted how many quarantined decisions the metrics of the running processes have
  public record Alarms(Set<Position> logged, long counted) {
    public Alarms {
      logged = Set.copyOf(logged);
    }
  }

  /// The platform's own proof that the directory is what the logs say.
  ///
  /// @param trouble empty where it went through without a difference
  public record Verification(List<String> trouble) {
    public Verification {
      trouble = List.copyOf(trouble);
    }
  }
}

package dev.rollcall.connector.reconciliation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Port to reconciliations, for those who carry them out. Several instances may look at the same
/// time: each run is carried out by one of them, and by another when that one is gone.
public interface RunStore {

  /// A run that this instance carries out.
  ///
  /// @param attempt how often it was begun
  /// @param begunAt when this attempt was, by the clock of the store
  record Run(
      String id,
      String targetId,
      String tenant,
      boolean reportOnly,
      int attempt,
      Instant begunAt) {}

  /// A target that is to be read at times.
  record Scheduled(String targetId, String tenant, Duration every) {}

  /// What the last complete run of a target found.
  ///
  /// @param kind how the target differs
  /// @param ageSeconds since the run ended
  record Standing(String targetId, String kind, long number, long ageSeconds) {}

  /// The run is not this instance's any more: it was cancelled, or another one has it.
  final class RunLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RunLostException() {
      super("The run belongs to somebody else, or to nobody");
    }
  }

  /// The store refuses for the moment, and has done so for longer than one waits.
  final class UnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnavailableException(Throwable cause) {
      super("The store cannot be used for the moment", cause);
    }
  }

  /// Queues a run of each target whose time has come.
  Mono<Void> schedule(List<Scheduled> targets);

  /// Takes a run of one of these targets that nobody carries out, from its beginning; empty where
  /// there is none.
  Mono<Run> take(Set<String> targets);

  /// Says that the run is still being carried out.
  ///
  /// @return whether it is still this instance's
  Mono<Boolean> renew(Run run);

  /// Leaves the run to whoever takes it next.
  Mono<Void> giveBack(Run run);

  /// Ends the run without a result.
  Mono<Void> fail(Run run, String why);

  /// Ends runs of targets that are gone, and those that have been there for too long.
  Mono<Void> endLeft();

  /// Returns what is known of targets, for figures.
  Flux<Standing> standings();

  /// Forgets all but the last runs of each target, and what was read for runs that have ended.
  Mono<Void> forget();
}

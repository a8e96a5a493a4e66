package dev.rollcall.connector.delivery;

import dev.rollcall.connector.delivery.core.Pauses;
import dev.rollcall.schemas.event.ResourceRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Port to what all instances know of the successes at targets, and of the pauses that single
/// resources made them ask for.
public interface TroubleStore {

  /// Adds to how often targets did what was asked.
  Mono<Void> succeeded(List<Succeeded> news);

  /// Notes that a resource made its target ask for a pause; empty where there is no such target any
  /// more.
  ///
  /// @param news what the target did and nobody was told yet
  Mono<Noted> paused(Pauser pauser, long news);

  /// The same of a read beside the deliveries. What went through meanwhile are reads as well as
  /// what else was asked.
  ///
  /// @param news how many reads the target answered and nobody was told of yet
  Mono<Noted> pausedByRead(Pauser pauser, long news);

  /// Keeps what is known of a resource's pauses, in the place of what was.
  Mono<Void> remember(Pauser pauser, Pauses pauses);

  /// Forgets a resource's pauses.
  Mono<Void> forget(Pauser pauser);

  /// How often a target did what was asked, and how long ago for the last time.
  record Succeeded(String targetId, long times, Duration ago) {}

  /// A resource that made its target ask for a pause.
  ///
  /// @param run when the first attempt of its run of failures failed, which tells the runs apart
  record Pauser(LaneRef lane, ResourceRef resource, Instant run) {}

  /// What is known.
  ///
  /// @param before of this run of failures, or null where this is its first pause
  record Noted(@Nullable Pauses before, Pauses.Seen seen) {}
}

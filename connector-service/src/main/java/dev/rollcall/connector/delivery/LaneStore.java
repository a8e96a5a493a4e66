package dev.rollcall.connector.delivery;

import dev.rollcall.connector.delivery.core.Acquaintance;
import dev.rollcall.connector.delivery.core.Effect;
import dev.rollcall.connector.delivery.core.MemberGap;
import dev.rollcall.connector.delivery.core.Step.Claimable;
import dev.rollcall.connector.delivery.core.Tenure;
import dev.rollcall.connector.mapping.core.Candidate;
import dev.rollcall.connector.mapping.core.Scope;
import dev.rollcall.schemas.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Port to lanes, keys and links. A key is held by one worker at a time.
public interface LaneStore {

  /// Gives back the keys of a lane that this process has taken, in this life or an earlier one, and
  /// does not work on.
  ///
  /// @param atWork the workers that do
  Mono<Void> release(LaneRef lane, Set<String> atWork);

  /// Gives back keys that were taken and not begun; they are due as before.
  Mono<Void> giveBack(LaneRef lane, Set<String> workers);

  /// Gives back the keys of workers that have shown no sign of life for a lease.
  Mono<Void> reclaim(LaneRef lane);

  /// Takes due keys of a lane whose breaker is closed, leavers first.
  Flux<Claim> claim(LaneRef lane, Taking taking);

  /// Which keys are taken.
  ///
  /// @param limit how many at most
  /// @param held types of resources that are left alone for now
  /// @param usersFirst whether groups wait until no user is due or in work
  record Taking(int limit, Set<String> held, boolean usersFirst) {
    public Taking {
      held = Set.copyOf(held);
    }
  }

  /// Takes one due key of a lane whose breaker has been open long enough, to see how the target is.
  Flux<Claim> probe(LaneRef lane);

  /// Says whose a resource of the target is besides the one that is worked on. Whoever left it is
  /// tied to it no more, and where it can be had, nobody else gets it from here on.
  Mono<Tenure> tenure(Claim claim, Claimable found);

  /// Stores that the resource is about to be created, so that a crash leaves a trace.
  ///
  /// @throws LeaseLostException as a signal, where the key is not ours any more
  Mono<Void> intend(Claim claim, JsonObject shape);

  /// Stores that members are about to be added, so that a lost answer leaves a trace.
  Mono<Void> attempt(Claim claim, List<MemberGap> members);

  /// Loads what is known of a key of a receiver that is not told everything as it is; empty where
  /// the key is gone.
  ///
  /// @param groups the groups of its scope
  Mono<Acquaintance> acquaintance(Claim claim, Set<String> groups);

  /// Loads those among the members of groups that the tenant has, for a scope to judge.
  Flux<Candidate> candidates(Claim claim, Set<String> ids, Scope scope);

  /// What was found when something was stored.
  ///
  /// @param woke whether other keys became due by it
  /// @param pause for how long the target wants no call at all, as any instance has heard, where
  ///   the worker would go on; else zero
  record Settled(boolean woke, Duration pause) {}

  /// Stores the effects of an action and how the worker leaves the key, in one transaction. A
  /// worker whose configuration is not the lane's any more stores what it did, and judges nothing:
  /// the key is given back, and where the worker would go on, it learns that the key is not its
  /// own.
  ///
  /// @throws LeaseLostException as a signal, where the key is not ours any more
  Mono<Settled> settle(Claim claim, List<Effect> effects, Ending ending);
}

package dev.rollcall.connector.delivery;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.delivery.LaneRates.Change;
import dev.rollcall.connector.delivery.core.Action.Call;
import dev.rollcall.connector.delivery.core.RateClass;
import dev.rollcall.schemas.event.ResourceRef;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Keeps the changes of members of each group within what the target takes of one group. A group
/// that has had all waits by itself.
final class Quotas {
  private static final Logger log = LoggerFactory.getLogger(Quotas.class);
  private static final Permit GO = new Permit.Go();

  private final Lane lane;
  private final LaneRates rates;
  private final Limits.Pacing limits;

  Quotas(Lane lane, LaneRates rates, Limits.Pacing limits) {
    this.lane = lane;
    this.rates = rates;
    this.limits = limits;
  }

  /// Says whether a call may be made, and counts what it changes where it may. A call that is not
  /// made after all counts as well: the target is asked too little for a while, and never too much.
  Mono<Permit> room(ResourceRef resource, Call call) {
    return Flux.fromIterable(lane.profile().rates())
        .filter(rate -> rate.members(resource, call) > 0)
        .concatMap(rate -> room(rate, resource, call))
        .filter(permit -> !(permit instanceof Permit.Go))
        .next()
        .defaultIfEmpty(GO);
  }

  private Mono<Permit> room(RateClass rate, ResourceRef resource, Call call) {
    var change =
        new Change(
            rate.name(),
            resource.id(),
            rate.members(resource, call),
            rate.permits(),
            rate.window());
    return rates
        .change(lane.ref(), change)
        .map(wait -> wait.isZero() ? GO : new Permit.NotThis(wait, why(rate)))
        .onErrorResume(e -> {
          log.warn("Lane {} cannot count members for now", lane.ref().targetId(), e);
          return Mono.just(new Permit.Later(limits.trouble()));
        });
  }

  private static String why(RateClass rate) {
    Duration per = rate.per();
    return "The app takes "
        + rate.permits()
        + " changes of members of one group in "
        + (per.toMinutes() == 0 ? per.toSeconds() + " s" : per.toMinutes() + " min")
        + ", and this one has had them";
  }
}

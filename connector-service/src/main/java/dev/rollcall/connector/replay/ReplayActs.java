package dev.rollcall.connector.replay;

import dev.rollcall.connector.parking.ActPart;
import dev.rollcall.connector.replay.Replays.Begun;
import dev.rollcall.connector.replay.Replays.Change;
import dev.rollcall.connector.replay.Replays.Ordered;
import dev.rollcall.connector.replay.Replays.Place;
import dev.rollcall.connector.replay.core.Order;
import dev.rollcall.scim.Result;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import reactor.core.publisher.Mono;

/// Replays that are begun, paused, resumed and cancelled, as the log has it.
final class ReplayActs implements ActPart {
  private final Replays replays;

  ReplayActs(Replays replays) {
    this.replays = replays;
  }

  @Override
  public Set<String> kinds() {
    var kinds = new HashSet<>(Set.of(Order.ACT));
    for (Change change : Change.values()) {
      kinds.add(change.act());
    }
    return kinds;
  }

  @Override
  public Mono<Ending> carryOut(Recorded act) {
    return act.kind().equals(Order.ACT) ? begin(act) : change(act);
  }

  private Mono<Ending> begin(Recorded act) {
    return switch (Order.read(act.body().without("act").without("by"))) {
      case Result.Refused<Order>(var error) ->
          Mono.just(new Ending.Refused(String.valueOf(error.detail())));
      case Result.Ok<Order>(var order) ->
          replays
              .begin(
                  new Ordered(
                      act.id(), act.tenant(), act.targetId(), order, act.by(), act.requestId()))
              .map(begun ->
                  switch (begun) {
                    case Begun.Running _ -> new Ending.Done();
                    case Begun.NoTarget _ ->
                        new Ending.Refused("The tenant has no target of this name.");
                    case Begun.Busy(var id) ->
                        new Ending.Refused("Replay " + id + " is under way at this target.");
                  });
    };
  }

  private Mono<Ending> change(Recorded act) {
    var place = new Place(act.tenant(), act.targetId(), act.body().text("replayId").orElse(""));
    Change change =
        Arrays.stream(Change.values())
            .filter(each -> each.act().equals(act.kind()))
            .findFirst()
            .orElseThrow();
    return replays
        .change(place, change)
        .map(changed ->
            changed
                ? new Ending.Done()
                : new Ending.Refused("The replay is over, or is in that state already."));
  }
}

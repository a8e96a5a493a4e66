package dev.rollcall.connector.holds;

import dev.rollcall.connector.holds.Holds.Choice;
import dev.rollcall.connector.holds.Holds.Decision;
import dev.rollcall.connector.holds.Holds.Place;
import dev.rollcall.connector.parking.ActPart;
import java.util.Set;
import reactor.core.publisher.Mono;

/// Decisions about acts that wait for a person, as the log has them.
final class HoldActs implements ActPart {
  private final Holds holds;

  HoldActs(Holds holds) {
    this.holds = holds;
  }

  @Override
  public Set<String> kinds() {
    return Set.of(Choice.RELEASE.act(), Choice.REJECT.act());
  }

  @Override
  public Mono<Ending> carryOut(Recorded act) {
    Choice choice = act.kind().equals(Choice.RELEASE.act()) ? Choice.RELEASE : Choice.REJECT;
    var place = new Place(act.tenant(), act.targetId(), act.body().text("holdId").orElse(""));
    var decision = new Decision(place, choice, act.by(), act.reason(), act.requestId());
    return holds
        .decide(decision)
        .map(outcome ->
            switch (outcome) {
              case DONE -> new Ending.Done();
              case UNKNOWN -> new Ending.Refused("The target has no such hold.");
              case NOT_HELD -> new Ending.Refused("The act does not wait for a decision any more.");
            });
  }
}

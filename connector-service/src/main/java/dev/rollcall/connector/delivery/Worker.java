package dev.rollcall.connector.delivery;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.delivery.Ending.Applied;
import dev.rollcall.connector.delivery.Ending.Held;
import dev.rollcall.connector.delivery.Ending.Kept;
import dev.rollcall.connector.delivery.Ending.Ongoing;
import dev.rollcall.connector.delivery.Ending.Postponed;
import dev.rollcall.connector.delivery.Ending.Stopped;
import dev.rollcall.connector.delivery.Ending.Waiting;
import dev.rollcall.connector.delivery.Ending.Yielded;
import dev.rollcall.connector.delivery.ReadBack.Look;
import dev.rollcall.connector.delivery.core.Action;
import dev.rollcall.connector.delivery.core.Action.AddMembers;
import dev.rollcall.connector.delivery.core.Action.Call;
import dev.rollcall.connector.delivery.core.Action.Create;
import dev.rollcall.connector.delivery.core.Action.Nothing;
import dev.rollcall.connector.delivery.core.Action.Publish;
import dev.rollcall.connector.delivery.core.Action.WaitForMembers;
import dev.rollcall.connector.delivery.core.Answer;
import dev.rollcall.connector.delivery.core.Effect;
import dev.rollcall.connector.delivery.core.Effect.LeaverOut;
import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.Gate;
import dev.rollcall.connector.delivery.core.Hold;
import dev.rollcall.connector.delivery.core.Leaving;
import dev.rollcall.connector.delivery.core.Leaving.Seen;
import dev.rollcall.connector.delivery.core.Material;
import dev.rollcall.connector.delivery.core.Planner;
import dev.rollcall.connector.delivery.core.Profile;
import dev.rollcall.connector.delivery.core.Progress;
import dev.rollcall.connector.delivery.core.StateWork;
import dev.rollcall.connector.delivery.core.Step;
import dev.rollcall.connector.delivery.core.Step.Advanced;
import dev.rollcall.connector.mapping.core.Fitting;
import dev.rollcall.connector.mapping.core.Outlook;
import dev.rollcall.connector.mapping.core.Shaping;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/// Works on one key of one target: plans, acts, stores what came of it, and plans again, until the
/// target has everything or an attempt fails.
final class Worker {
  private final Caller caller;
  private final Profile profile;
  private final ReadBack readBack;
  private final Planner planner;
  private final Shaping shaping;
  private final LaneStore store;
  private final Pace pace;
  private final Rules rules;
  private final Curator curator;
  private final Publisher publisher;
  private final Verdicts verdicts;

  /// What all workers share.
  ///
  /// @param mapping where mappings are evaluated
  record Rules(
      Limits.Delivery limits, Verdicts.Rules verdicts, DeliveryMeters meters, Scheduler mapping) {}

  Worker(Lane lane, LaneStore store, Pace pace, Rules rules) {
    this.caller = new Caller(lane, pace, rules);
    this.profile = lane.profile();
    this.readBack = new ReadBack(lane.profile(), pace, caller);
    this.planner = new Planner(profile);
    this.shaping = lane.shaping();
    this.store = store;
    this.pace = pace;
    this.rules = rules;
    this.curator = new Curator(shaping, store, rules);
    this.publisher = new Publisher(this);
    this.verdicts = new Verdicts(lane.ref(), pace::heard, rules.verdicts());
  }

  /// Works on a key and leaves it.
  ///
  /// @param takenNanos when it was taken, and so PostgreSQL last said that the target wants calls
  /// @return whether other keys became due by it
  Mono<Boolean> work(Claim claim, long takenNanos) {
    return switch (claim.load()) {
      case Load.Differences(var material) ->
          outlook(claim, material)
              .flatMap(outlook -> {
                List<Effect> parting =
                    Leaving.parting(outlook.work(), outlook.parting(), claim.noted());
                var turn = Turn.begun(claim, outlook.flaw(), parting, Gate.of(material));
                return proceed(turn.heardAt(takenNanos), outlook.work());
              });
      case Load.Events events ->
          curator
              .course(claim, events)
              .flatMap(course -> publisher.publish(Turn.strict(claim).heardAt(takenNanos), course));
    };
  }

  /// A mapping may take a while: the thread that brought the rows has others to serve.
  private Mono<Outlook> outlook(Claim claim, Material material) {
    Mono<Outlook> outlook =
        Mono.fromSupplier(
            () -> Fitting.of(Outlook.of(claim.resource(), material, shaping), material, profile));
    return shaping.mappings().isEmpty() ? outlook : outlook.subscribeOn(rules.mapping());
  }

  private Mono<Boolean> proceed(Turn turn, StateWork work) {
    Action action = planner.next(work);
    return switch (ending(turn, work, action)) {
      case Ongoing _ -> act(turn, work, (Call) action);
      case Ending ending -> settle(turn, turn.leaving(List.of(), work, ending), ending);
    };
  }

  private Ending ending(Turn turn, StateWork work, Action next) {
    Hold hold = turn.gate().before(work, next);
    if (hold != null) {
      return hold.status() == Hold.Status.REJECTED ? new Kept() : new Held(hold);
    }
    Ending ending = orderly(turn, work, next);
    Failure flaw = turn.flaw();
    return flaw != null && (ending instanceof Applied || ending instanceof Waiting)
        ? stopped(turn, flaw)
        : ending;
  }

  private Ending orderly(Turn turn, StateWork work, Action next) {
    return switch (next) {
      case Call _ when turn.steps() >= rules.limits().stepsMax() -> new Yielded();
      case Call _ -> new Ongoing(turn.progressed());
      case Nothing _ -> work.moreGaps() ? new Yielded() : new Applied();
      case WaitForMembers(var count) ->
          new Waiting(count + " members wait for their own accounts at the target");
    };
  }

  private Mono<Boolean> act(Turn turn, StateWork work, Call call) {
    return permitted(turn, call, Mono.defer(() -> attempt(turn, work, call)));
  }

  /// Makes an attempt as soon as the target takes a call, or leaves the key for a while.
  Mono<Boolean> permitted(Turn turn, Call call, Mono<Boolean> attempt) {
    return pace.permit(turn.claim().resource(), call)
        .flatMap(permit ->
            switch (permit) {
              case Permit.Go _ -> attempt;
              case Permit.Withheld withheld -> settle(turn, List.of(), withheld.ending());
            });
  }

  private Mono<Boolean> attempt(Turn turn, StateWork work, Call call) {
    Mono<Void> before =
        switch (call) {
          case Create(var shape) -> Storing.patiently(store.intend(turn.claim(), shape));
          case AddMembers(_, var members) ->
              Storing.patiently(store.attempt(turn.claim(), members));
          case Action.Resolve _,
              Action.Reread _,
              Action.Update _,
              Action.Deactivate _,
              Action.Reactivate _,
              Action.Delete _,
              Action.RemoveMembers _,
              Publish _ ->
              Mono.empty();
        };
    return before.then(
        unlessPaused(
            turn,
            Planner.unmade(call),
            attempt ->
                perform(turn, attempt, call)
                    .flatMap(answer ->
                        Attempt.isPutOff(answer)
                            ? settle(turn, attempt.left(planner, call, answer), new Postponed())
                            : after(turn, work, call, answer))));
  }

  /// Makes an attempt unless the target wants a pause: to wait for a permit, and to store what is
  /// stored before a call, may have taken a while.
  ///
  /// @param unmade what is stored where it is not made
  Mono<Boolean> unlessPaused(
      Turn turn, List<Effect> unmade, Function<Attempt, Mono<Boolean>> perform) {
    var attempt = new Attempt(pace, turn.heardNanos());
    return attempt
        .mayBegin()
        .flatMap(free -> free ? perform.apply(attempt) : settle(turn, unmade, new Postponed()));
  }

  private Mono<Boolean> after(Turn turn, StateWork work, Call call, Answer answer) {
    return led(turn, call, answer, Progress.after(work, call, answer));
  }

  private Mono<Boolean> led(Turn turn, Call call, Answer answer, Step step) {
    return switch (step) {
      case Step.Stopped(var failure, var effects) -> stop(turn, call, failure, effects);
      case Step.Again(var next) -> proceed(turn, next);
      case Step.Claimable claimable ->
          Storing.patiently(store.tenure(turn.claim(), claimable))
              .flatMap(tenure -> led(turn, call, answer, claimable.by(tenure)));
      case Advanced advanced -> {
        Turn told = Progress.isProgress(call, answer) ? turn.progressing() : turn;
        yield readBack
            .after(told, call, answer)
            .map(look -> onward(told, call, advanced, look))
            .defaultIfEmpty(onward(told, call, advanced))
            .flatMap(next -> next);
      }
    };
  }

  private Mono<Boolean> onward(Turn turn, Call call, Advanced advanced, Look look) {
    return switch (look) {
      case Look.Later(var ending) -> settle(turn, Leaving.unseen(call, advanced.effects()), ending);
      case Look.Looked(Seen.Unread(var failure)) ->
          settle(turn, Leaving.unseen(call, advanced.effects()), stopped(turn, failure));
      case Look.Looked(Seen.StillOn(var failure)) -> stop(turn, call, failure, List.of());
      case Look.Looked(Seen.Off(var basis)) -> {
        var effects = new ArrayList<Effect>(advanced.effects());
        effects.add(new LeaverOut(Leaving.outUpTo(advanced.next().barriers()), basis));
        yield onward(turn, call, new Advanced(advanced.next(), effects));
      }
    };
  }

  /// What a look at the target shows is stored with what is done about it: nothing is lost where
  /// that is not stored, the next one looks again.
  private Mono<Boolean> onward(Turn turn, Call call, Advanced advanced) {
    return Mono.defer(() -> {
      StateWork next = advanced.next();
      Turn onward = turn.onward(false);
      Ending ending = ending(onward, next, planner.next(next));
      List<Effect> effects = advanced.effects();
      if (call instanceof Action.Reread
          && ending instanceof Ongoing
          && turn.mayStoreLater(effects, pace.heed())) {
        return proceed(turn.looked(effects), next);
      }
      List<Effect> all =
          ending instanceof Ongoing ? effects : onward.leaving(effects, next, ending);
      return settle(onward, all, ending)
          .flatMap(woke ->
              ending instanceof Ongoing ? proceed(onward.thatWoke(woke), next) : Mono.just(woke));
    });
  }

  private Mono<Boolean> stop(Turn turn, Call call, Failure failure, List<Effect> found) {
    var effects = new ArrayList<Effect>(planner.leftBehind(call, failure));
    effects.addAll(found);
    return settle(turn, effects, stopped(turn, failure));
  }

  Mono<Answer> perform(Turn turn, Attempt attempt, Call call) {
    return caller.perform(turn, attempt, call);
  }

  Stopped stopped(Turn turn, Failure failure) {
    return verdicts.on(turn, failure);
  }

  Mono<Boolean> settle(Turn turn, List<Effect> effects, Ending ending) {
    // Who stays in by somebody's decision is no leaver.
    List<Effect> found = turn.withUnstored(effects);
    List<Effect> all = ending instanceof Kept ? found : turn.noted(found);
    return verdicts
        .beside(turn, ending)
        .flatMap(judged ->
            Storing.patiently(store.settle(turn.claim(), all, judged))
                .flatMap(settled ->
                    pace.pauses()
                        .confirm(settled.pause())
                        .thenReturn(settled.woke() || turn.woke()))
                .doOnNext(_ ->
                    rules
                        .meters()
                        .ended(turn.claim(), judged, rules.verdicts().clock().instant())));
  }
}

package dev.rollcall.connector.holds;

import dev.rollcall.connector.delivery.Dispatcher;
import dev.rollcall.connector.delivery.Lane;
import dev.rollcall.connector.delivery.LanePages;
import dev.rollcall.connector.delivery.LanePages.Glimpse;
import dev.rollcall.connector.delivery.LanePages.ReconfiguredException;
import dev.rollcall.connector.holds.Scales.Conclusion;
import dev.rollcall.connector.holds.Scales.Page;
import dev.rollcall.connector.holds.Scales.Seen;
import dev.rollcall.connector.holds.Scales.Weighed;
import dev.rollcall.connector.holds.core.Forecast;
import dev.rollcall.connector.holds.core.Tally;
import dev.rollcall.connector.rounds.Rounds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/// Finds out what an act would take away before it takes anything: whoever would lose something
/// waits until all are weighed, and everybody else goes on. It begins anew where it was
/// interrupted.
final class Weighing extends Rounds {
  private static final Logger log = LoggerFactory.getLogger(Weighing.class);
  private static final Duration TICK = Duration.ofMillis(300);
  private static final int PAGE = 500;

  private final Scales scales;
  private final LanePages view;
  private final Dispatcher dispatcher;
  private final HoldMeters meters;
  private final Scheduler mapping;

  Weighing(Scales scales, LanePages view, Dispatcher dispatcher, HoldMeters meters) {
    super("Acts are not weighed any more");
    this.scales = scales;
    this.view = view;
    this.dispatcher = dispatcher;
    this.meters = meters;
    this.mapping = dispatcher.mapping();
  }

  @Override
  protected Flux<?> rounds() {
    return every(TICK, this::round);
  }

  private Mono<Void> round() {
    Mono<Void> all =
        scales
            .open()
            .concatMap(this::weighOne)
            .then(scales.held().collectList().doOnNext(meters::held).then());
    return attempt("", "Acts cannot be weighed for now", all);
  }

  /// An act that cannot be weighed keeps no other from it.
  private Mono<Void> weighOne(Weighed act) {
    String sentence =
        "Target " + act.targetId() + ": act " + act.holdId() + " cannot be weighed for now";
    return attempt(act.holdId(), sentence, Mono.defer(() -> weigh(act)));
  }

  /// Only who knows the lane as it is configured now can say what it would do.
  private Mono<Void> weigh(Weighed act) {
    return dispatcher
        .lane(act.targetId())
        .map(lane -> {
          var at = new AtomicReference<Weighed>(act);
          return Mono.defer(() -> step(lane, at))
              .repeat()
              .takeUntil(more -> !more)
              .then()
              .onErrorResume(ReconfiguredException.class, _ -> Mono.empty());
        })
        .orElse(Mono.empty());
  }

  /// Weighs a page, and says whether there may be more for this instance to do.
  private Mono<Boolean> step(Lane lane, AtomicReference<Weighed> at) {
    Weighed act = at.get();
    var query = new LanePages.Query(act.position(), act.holdId(), "", PAGE);
    return view.page(lane.ref(), query)
        .publishOn(mapping)
        .flatMap(keys -> {
          if (keys.isEmpty()) {
            return scales.conclude(act).doOnNext(this::concluded).thenReturn(false);
          }
          Page page = page(lane, act, keys);
          at.set(new Weighed(act.holdId(), act.targetId(), act.whole(), page.position()));
          return scales.store(act, page);
        });
  }

  private static Page page(Lane lane, Weighed act, List<Glimpse> keys) {
    Tally tally = Tally.NONE;
    var leavers = new ArrayList<String>();
    var others = new ArrayList<Seen>();
    for (Glimpse key : keys) {
      var forecast = Forecast.of(key.resource(), key.material(), lane.shaping(), lane.profile());
      if (forecast.isLoss() && (act.whole() || forecast.byRules())) {
        leavers.add(key.resource().id().value());
        tally = tally.plus(forecast.tally(key.resource()));
      } else {
        others.add(new Seen(key.resource().id().value(), key.generation()));
      }
    }
    return new Page(keys.getLast().resource().id().value(), tally, leavers, others);
  }

  private void concluded(Conclusion conclusion) {
    if (conclusion.held()) {
      meters.stopped(conclusion);
      log.warn(
          "Target {}: an act ({}) waits for a person: {}",
          conclusion.targetId(),
          conclusion.act(),
          conclusion.sentence());
    }
    dispatcher.ring();
  }
}

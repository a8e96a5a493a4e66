package dev.rollcall.connector.delivery;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.delivery.core.Judgement;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// Runs a loop for each lane. Lanes share nothing but PostgreSQL, so that no target waits for
/// another and no tenant for another.
public final class Dispatcher implements Doorbell {
  private final LaneStore store;
  private final LaneRates rates;
  private final Worker.Rules rules;
  private final Map<String, LaneLoop> loops = new ConcurrentHashMap<>();

  /// What all loops share: where lanes and their rates are kept, and what is known of how targets
  /// do.
  record Shared(LaneStore lanes, LaneRates rates, Successes successes, LonePauses pauses) {}

  Dispatcher(Shared shared, DeliveryMeters meters, Limits limits, Clock clock) {
    this.store = shared.lanes();
    this.rates = shared.rates();
    this.rules =
        new Worker.Rules(
            limits.delivery(),
            new Verdicts.Rules(
                new Judgement(limits.retries()),
                clock,
                () -> ThreadLocalRandom.current().nextDouble(-1, 1),
                shared.successes(),
                shared.pauses()),
            meters,
            mappingThreads(limits.delivery().mappingThreads()));
  }

  /// Works on these lanes and on no others. A lane whose configuration changed starts anew.
  public void follow(List<Lane> lanes) {
    Map<String, Lane> wanted =
        lanes.stream().collect(Collectors.toMap(lane -> lane.ref().targetId(), lane -> lane));
    for (LaneLoop loop : List.copyOf(loops.values())) {
      Lane known = loop.lane();
      Lane next = wanted.get(known.ref().targetId());
      if (next == null || !next.ref().equals(known.ref())) {
        loop.stop();
        loops.remove(known.ref().targetId());
      }
    }
    wanted.forEach((id, lane) -> loops.computeIfAbsent(id, _ -> loop(lane)));
    ring();
  }

  private LaneLoop loop(Lane lane) {
    var pace = new Pace(lane, rates, Limits.Pacing.STANDARD);
    var parts =
        new LaneLoop.Parts(
            store,
            pace,
            new Worker(lane, store, pace, rules),
            new SideReads(lane.ref(), pace, rules.verdicts().pauses()));
    return new LaneLoop(lane, parts, rules.limits());
  }

  /// The targets that are worked on.
  public Set<String> targets() {
    return Set.copyOf(loops.keySet());
  }

  /// Mappings have threads of their own, and few: a heavy one takes time from other mappings and
  /// from nothing else. What waits for a thread is bounded by the keys in work.
  private static Scheduler mappingThreads(int count) {
    ThreadFactory threads = Thread.ofPlatform().daemon().name("mapping-", 1).factory();
    return Schedulers.fromExecutorService(Executors.newFixedThreadPool(count, threads), "mapping");
  }

  /// Where mappings are evaluated.
  public Scheduler mapping() {
    return rules.mapping();
  }

  /// The lane of a target as it is worked on here.
  public Optional<Lane> lane(String targetId) {
    return Optional.ofNullable(loops.get(targetId)).map(LaneLoop::lane);
  }

  /// Reads beside the deliveries of a target as it is worked on here.
  public Optional<LaneReads> reads(String targetId) {
    return Optional.ofNullable(loops.get(targetId)).map(LaneLoop::reads);
  }

  @Override
  public void ring() {
    loops.values().forEach(LaneLoop::ring);
  }
}

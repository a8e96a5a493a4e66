package dev.rollcall.ingress.fairness;

import dev.rollcall.ingress.fairness.core.Bucket;
import dev.rollcall.ingress.fairness.core.Places;
import dev.rollcall.schemas.event.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Lets only so much of each tenant be worked on at the same time; the rest waits, in the order in
/// which it came. How many may wait is bounded by [Admission]: each is a request under way. Safe
/// for use by several threads.
public final class Turns {
  /// From so many on those that say nothing any more are looked for.
  private static final int LINES_KEPT = 1_000;

  /// How often a line in which somebody waits is looked at without an occasion.
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final Map<TenantId, Line> lines = new HashMap<>();
  private final Places places;
  private final Activity activity;
  private final Duration lastsMax;
  private final InstantSource clock;

  /// @param lastsMax after this time a turn counts as over: nobody will say so any more
  public Turns(Places places, Activity activity, Duration lastsMax, InstantSource clock) {
    this.places = places;
    this.activity = activity;
    this.lastsMax = lastsMax;
    this.clock = clock;
  }

  /// One tenant's turns, oldest first.
  private static final class Line {
    private final LinkedHashSet<Turn> begun = new LinkedHashSet<>();
    private final LinkedHashSet<Turn> waiting = new LinkedHashSet<>();
    private int taken;
    private boolean looksAgain;
    private Bucket granted;

    private Line(Bucket granted) {
      this.granted = granted;
    }
  }

  /// Returns the next turn of a tenant, when it has begun. Who gets one ends it.
  ///
  /// @param weight how much work it stands for, 1 or more
  public Mono<Turn> take(TenantId tenant, int weight) {
    return Mono.defer(() -> {
      var turn = new Turn(this, tenant, weight);
      return begins(turn)
          ? Mono.just(turn)
          : Mono.<Turn>create(
                  sink -> {
                    sink.onCancel(turn::end);
                    turn.waitsWith(sink);
                    line(turn);
                  })
              // Off the thread that ends a turn: it has others to tell.
              .publishOn(Schedulers.parallel())
              // On its way to one who goes away in that moment, a turn belongs to nobody.
              .doOnCancel(() -> endUnclaimed(turn));
    });
  }

  synchronized boolean claim(Turn turn) {
    if (turn.isOver()) {
      return false;
    }
    turn.isClaimedNow();
    return true;
  }

  private void endUnclaimed(Turn turn) {
    boolean nobodys;
    synchronized (this) {
      nobodys = !turn.isClaimed();
    }
    if (nobodys) {
      end(turn);
    }
  }

  private synchronized boolean begins(Turn turn) {
    Line line = lineOf(turn.tenant());
    giveUpOld(line);
    boolean begins = line.waiting.isEmpty() && mayBegin(line, turn);
    if (begins) {
      begin(line, turn);
    }
    return begins;
  }

  private void line(Turn turn) {
    List<Turn> next;
    synchronized (this) {
      if (turn.isOver()) {
        // Who wanted it went away meanwhile.
        return;
      }
      Line line = lineOf(turn.tenant());
      line.waiting.add(turn);
      next = next(line);
    }
    next.forEach(Turn::call);
  }

  /// What was begun keeps its place for the rest that is due, beside others.
  void end(Turn turn) {
    Duration rest;
    synchronized (this) {
      if (turn.isOver()) {
        return;
      }
      turn.isOverNow();
      Instant now = clock.instant();
      rest =
          turn.begunAt().isAfter(now)
              ? Duration.ZERO
              : places.rest(
                  Duration.between(turn.begunAt(), now), activity.hasOthersThan(turn.tenant()));
    }
    if (rest.isZero()) {
      release(turn);
    } else {
      Schedulers.parallel().schedule(() -> release(turn), rest.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private void release(Turn turn) {
    List<Turn> next;
    synchronized (this) {
      Line line = lines.get(turn.tenant());
      if (line == null) {
        return;
      }
      if (line.begun.remove(turn)) {
        line.taken -= turn.weight();
      } else {
        line.waiting.remove(turn);
      }
      next = next(line);
      if (saysNothing(line)) {
        lines.remove(turn.tenant());
      }
    }
    next.forEach(Turn::call);
  }

  /// Those whose turn it is now.
  private List<Turn> next(Line line) {
    var next = new ArrayList<Turn>();
    while (!line.waiting.isEmpty() && mayBegin(line, line.waiting.getFirst())) {
      Turn turn = line.waiting.removeFirst();
      begin(line, turn);
      next.add(turn);
    }
    if (!line.waiting.isEmpty() && !line.looksAgain) {
      line.looksAgain = true;
      TenantId tenant = line.waiting.getFirst().tenant();
      Schedulers.parallel()
          .schedule(() -> lookAgain(tenant), LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
    }
    return next;
  }

  /// What is granted comes back with time, neighbours go away, and old turns count as over: none of
  /// that is told by anybody.
  private void lookAgain(TenantId tenant) {
    List<Turn> next;
    synchronized (this) {
      Line line = lines.get(tenant);
      if (line == null) {
        return;
      }
      line.looksAgain = false;
      giveUpOld(line);
      next = next(line);
    }
    next.forEach(Turn::call);
  }

  /// A line that stays although nobody is in it remembers what was begun within the last second.
  private boolean saysNothing(Line line) {
    refill(line);
    return line.begun.isEmpty() && line.waiting.isEmpty() && line.granted.has(places.perSecond());
  }

  private void refill(Line line) {
    line.granted = line.granted.filled(places.perSecond(), places.perSecond(), clock.instant());
  }

  private Line lineOf(TenantId tenant) {
    Line known = lines.get(tenant);
    if (known != null) {
      return known;
    }
    if (lines.size() >= LINES_KEPT) {
      lines.values().removeIf(this::saysNothing);
    }
    var line = new Line(new Bucket(places.perSecond(), clock.instant()));
    lines.put(tenant, line);
    return line;
  }

  private boolean mayBegin(Line line, Turn turn) {
    refill(line);
    return line.granted.has(turn.weight())
        || places.haveRoom(line.taken, turn.weight(), activity.hasOthersThan(turn.tenant()));
  }

  private void begin(Line line, Turn turn) {
    turn.beginsAt(clock.instant());
    line.begun.add(turn);
    line.taken += turn.weight();
    // Also where there was room: who has many places is granted nothing beyond them.
    line.granted = line.granted.less(turn.weight());
  }

  private void giveUpOld(Line line) {
    Instant last = clock.instant().minus(lastsMax);
    while (!line.begun.isEmpty() && line.begun.getFirst().begunAt().isBefore(last)) {
      line.taken -= line.begun.removeFirst().weight();
    }
  }

  /// Tenants that have a turn or wait for one.
  synchronized int tenants() {
    return lines.size();
  }
}

package dev.rollcall.ingress.fairness;

import dev.rollcall.schemas.event.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.MonoSink;

/// A place among what is worked on for a tenant. It ends once, whoever says so and how often.
public final class Turn {
  private final Turns turns;
  private final TenantId tenant;
  private final int weight;
  private @Nullable MonoSink<Turn> waiter;
  private Instant begunAt = Instant.MAX;
  private boolean over;
  private boolean claimed;

  Turn(Turns turns, TenantId tenant, int weight) {
    this.turns = turns;
    this.tenant = tenant;
    this.weight = weight;
  }

  /// Says that who asked for it has it, and will end it; false where it is over already, because
  /// its taker was told to go in the moment in which it came.
  public boolean claim() {
    return turns.claim(this);
  }

  /// Gives the place back; where it was never taken, nobody waits for it any more.
  public void end() {
    turns.end(this);
  }

  TenantId tenant() {
    return tenant;
  }

  int weight() {
    return weight;
  }

  Instant begunAt() {
    return begunAt;
  }

  boolean isOver() {
    return over;
  }

  void isOverNow() {
    over = true;
    waiter = null;
  }

  boolean isClaimed() {
    return claimed;
  }

  void isClaimedNow() {
    claimed = true;
    waiter = null;
  }

  void beginsAt(Instant now) {
    begunAt = now;
  }

  void waitsWith(MonoSink<Turn> sink) {
    waiter = sink;
  }

  /// Tells who waits for it that it has begun.
  void call() {
    var waiting = waiter;
    if (waiting != null) {
      waiting.success(this);
    }
  }
}

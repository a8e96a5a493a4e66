package dev.rollcall.connector.delivery.postgres;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.delivery.Claim;
import dev.rollcall.connector.delivery.Ending;
import dev.rollcall.connector.delivery.LaneRef;
import dev.rollcall.connector.delivery.LaneStore;
import dev.rollcall.connector.delivery.core.Acquaintance;
import dev.rollcall.connector.delivery.core.Effect;
import dev.rollcall.connector.delivery.core.MemberGap;
import dev.rollcall.connector.delivery.core.Step.Claimable;
import dev.rollcall.connector.delivery.core.Tenure;
import dev.rollcall.connector.mapping.core.Candidate;
import dev.rollcall.connector.mapping.core.Scope;
import dev.rollcall.schemas.json.JsonObject;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Lanes in PostgreSQL.
public final class PostgresLanes implements LaneStore {
  private final Database database;
  private final LaneClaims claims;
  private final LaneSettlement settlement;
  private final ReceiverReads receivers;
  private final Tenures tenures;

  public PostgresLanes(Database database, Limits limits, Clock clock, String instance) {
    this.database = database;
    this.claims = new LaneClaims(database.relaxed(), limits.delivery(), instance);
    this.settlement = new LaneSettlement(database, limits, clock);
    this.tenures = new Tenures(database);
    this.receivers = new ReceiverReads(database.relaxed(), limits.delivery());
  }

  @Override
  public Mono<Void> release(LaneRef lane, Set<String> atWork) {
    return claims.release(lane, atWork);
  }

  @Override
  public Mono<Void> reclaim(LaneRef lane) {
    return database.isMigrated() ? claims.reclaim(lane) : Mono.empty();
  }

  @Override
  public Mono<Void> giveBack(LaneRef lane, Set<String> workers) {
    return claims.giveBack(lane, workers);
  }

  @Override
  public Flux<Claim> claim(LaneRef lane, Taking taking) {
    return database.isMigrated() ? claims.claim(lane, taking) : Flux.empty();
  }

  @Override
  public Flux<Claim> probe(LaneRef lane) {
    return database.isMigrated() ? claims.probe(lane) : Flux.empty();
  }

  @Override
  public Mono<Tenure> tenure(Claim claim, Claimable found) {
    return tenures.of(claim, found);
  }

  @Override
  public Mono<Void> intend(Claim claim, JsonObject shape) {
    return settlement.intend(claim, shape);
  }

  @Override
  public Mono<Void> attempt(Claim claim, List<MemberGap> members) {
    return claims.attempt(claim, members);
  }

  @Override
  public Mono<Acquaintance> acquaintance(Claim claim, Set<String> groups) {
    return receivers.acquaintance(claim, groups);
  }

  @Override
  public Flux<Candidate> candidates(Claim claim, Set<String> ids, Scope scope) {
    return receivers.candidates(claim, ids, scope);
  }

  @Override
  public Mono<Settled> settle(Claim claim, List<Effect> effects, Ending ending) {
    return settlement.settle(claim, effects, ending);
  }
}

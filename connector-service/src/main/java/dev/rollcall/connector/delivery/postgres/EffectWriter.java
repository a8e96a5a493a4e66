package dev.rollcall.connector.delivery.postgres;

import dev.rollcall.connector.delivery.Claim;
import dev.rollcall.connector.delivery.LaneRef;
import dev.rollcall.connector.delivery.Load;
import dev.rollcall.connector.delivery.core.Effect;
import dev.rollcall.connector.delivery.core.Effect.BarriersPassed;
import dev.rollcall.connector.delivery.core.Effect.EventTaken;
import dev.rollcall.connector.delivery.core.Effect.GapsSettled;
import dev.rollcall.connector.delivery.core.Effect.IntentWithdrawn;
import dev.rollcall.connector.delivery.core.Effect.LeaverBack;
import dev.rollcall.connector.delivery.core.Effect.LeaverNoted;
import dev.rollcall.connector.delivery.core.Effect.LeaverOut;
import dev.rollcall.connector.delivery.core.Effect.LinkConfirmed;
import dev.rollcall.connector.delivery.core.Effect.LinkDoubted;
import dev.rollcall.connector.delivery.core.Effect.LinkDropped;
import dev.rollcall.connector.delivery.core.Effect.LinkEstablished;
import dev.rollcall.connector.delivery.core.Effect.MembersConfirmed;
import dev.rollcall.connector.delivery.core.Effect.MembersGone;
import dev.rollcall.connector.delivery.core.Effect.MembersRefused;
import dev.rollcall.connector.delivery.core.Effect.MembersTold;
import dev.rollcall.connector.delivery.core.Effect.MembershipsOwed;
import dev.rollcall.connector.delivery.core.Effect.PresenceMarked;
import dev.rollcall.connector.delivery.core.Effect.ScopeChanged;
import dev.rollcall.connector.delivery.core.Link.Linked;
import dev.rollcall.connector.delivery.core.MemberGap;
import java.util.List;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Writes effects in the transaction that is open.
final class EffectWriter {
  private final DatabaseClient database;
  private final LeaverRows leavers;
  private final ReceiverRows receivers;

  EffectWriter(DatabaseClient database) {
    this.database = database;
    this.leavers = new LeaverRows(database);
    this.receivers = new ReceiverRows(database);
  }

  /// Writes the effects in order.
  ///
  /// @return whether other keys became due by them
  Mono<Boolean> write(Claim claim, List<Effect> effects) {
    return Flux.fromIterable(effects)
        .concatMap(effect -> write(claim, effect))
        .reduce(false, Boolean::logicalOr);
  }

  private Mono<Boolean> write(Claim claim, Effect effect) {
    return switch (effect) {
      case LinkEstablished(var link) -> link(claim, link).then(wake(claim));
      case LinkConfirmed(var link) -> link(claim, link).thenReturn(false);
      case LinkDoubted _ -> on(DoubtSql.DOUBT_LINK, claim).then().thenReturn(false);
      case LinkDropped _ -> dropped(claim);
      case IntentWithdrawn _ -> on(SettleSql.WITHDRAW_INTENT, claim).then().thenReturn(false);
      case BarriersPassed(var seq, var ordinal) ->
          on(SettleSql.PASS_BARRIERS, claim)
              .bind("seq", seq)
              .bind("ordinal", ordinal)
              .then()
              .thenReturn(false);
      case MembersConfirmed(var members) -> confirmed(claim, members).thenReturn(false);
      case MembersGone(var members) -> gone(claim, members).thenReturn(false);
      case MembersRefused(var members) ->
          on(MembershipSql.REFUSED, claim)
              .bind("members", members.toArray(String[]::new))
              .then()
              .thenReturn(false);
      case GapsSettled(var members) ->
          gaps(MembershipSql.CLOSE_GAPS, claim, members).then().thenReturn(false);
      case ScopeChanged(var inside) -> scope(claim, inside);
      case LeaverNoted _ -> leavers.note(claim).thenReturn(false);
      case LeaverBack _ -> leavers.back(claim).thenReturn(false);
      case LeaverOut(var upTo, var basis) ->
          leavers
              .out(claim, Math.min(upTo, claim.desiredSeq()), basis)
              .flatMap(
                  wasIn -> wasIn || isDeleted(claim) ? hurryConflicts(claim) : Mono.just(false));
      case EventTaken(var event) ->
          on(SettleSql.TAKE_EVENT, claim)
              .bind("seq", event.seq())
              .bind("ordinal", event.ordinal())
              .then()
              .then(leavers.told(claim, event))
              .thenReturn(false);
      case PresenceMarked(var presence) -> receivers.mark(claim, presence).thenReturn(false);
      case MembershipsOwed(var own) -> receivers.owe(claim, own);
      case MembersTold(var members, var revision) ->
          receivers.told(claim, members, revision).thenReturn(false);
    };
  }

  private Mono<Boolean> wake(Claim claim) {
    return wake(claim.lane(), claim.resource().id().value());
  }

  /// Makes due those who wait for these resources.
  ///
  /// @return whether there are any
  Mono<Boolean> wake(LaneRef lane, String... resources) {
    return database
        .sql(MembershipSql.WAKE_DEPENDENTS)
        .bind("target", lane.targetId())
        .bind("tenant", lane.tenant())
        .bind("resources", resources)
        .fetch()
        .rowsUpdated()
        .map(rows -> rows > 0);
  }

  private Mono<Void> link(Claim claim, Linked link) {
    GenericExecuteSpec spec =
        on(SettleSql.LINK, claim)
            .bind("remote", link.remoteId())
            .bind("seq", claim.desiredSeq())
            .bind("shadow", LaneRows.print(link.shadow()))
            .bind("generation", claim.generation());
    String etag = link.etag();
    return (etag == null ? spec.bindNull("etag", String.class) : spec.bind("etag", etag)).then();
  }

  private Mono<Boolean> dropped(Claim claim) {
    String tenant = claim.lane().tenant();
    return on(SettleSql.DROP_LINK, claim)
        .then()
        .then(on(MembershipSql.DROP_CONFIRMED, claim).then())
        .then(on(DoubtSql.FORGET_ATTEMPTS, claim).then())
        .then(on(MembershipSql.OWE_MEMBERS, claim).bind("tenant", tenant).then())
        .then(on(MembershipSql.CLEAR_GAPS_OF_GONE_GROUP, claim).bind("tenant", tenant).then())
        .then(hurryConflicts(claim));
  }

  private static boolean isDeleted(Claim claim) {
    return claim.load() instanceof Load.Differences(var material) && material.document() == null;
  }

  private Mono<Boolean> hurryConflicts(Claim claim) {
    return on(SettleSql.HURRY_CONFLICTS, claim).fetch().rowsUpdated().map(rows -> rows > 0);
  }

  private Mono<Boolean> scope(Claim claim, boolean inside) {
    String tenant = claim.lane().tenant();
    return on(MembershipSql.SCOPE, claim)
        .bind("inside", inside)
        .then()
        .then(on(MembershipSql.LOOK_AT_MEMBERSHIPS, claim).bind("tenant", tenant).then())
        .then(wake(claim))
        .flatMap(woke ->
            inside ? Mono.just(woke) : hurryConflicts(claim).map(hurried -> woke || hurried));
  }

  private Mono<Void> confirmed(Claim claim, List<MemberGap> members) {
    String[] remotes =
        members.stream()
            .map(member -> Objects.requireNonNull(member.linkedRemoteId()))
            .toArray(String[]::new);
    return on(MembershipSql.CONFIRM_MEMBERS, claim)
        .bind("members", ids(members))
        .bind("remotes", remotes)
        .then()
        .then(gaps(MembershipSql.REMOVAL_SEEN, claim, members).then())
        .then(gaps(MembershipSql.CLOSE_GAPS, claim, members).then());
  }

  private Mono<Void> gone(Claim claim, List<MemberGap> members) {
    List<MemberGap> unwanted = members.stream().filter(member -> !member.wanted()).toList();
    return on(MembershipSql.UNCONFIRM_MEMBERS, claim)
        .bind("members", ids(members))
        .then()
        .then(gaps(MembershipSql.REMOVAL_SEEN, claim, members).then())
        .then(gaps(MembershipSql.CLOSE_GAPS, claim, unwanted).then());
  }

  private GenericExecuteSpec gaps(String sql, Claim claim, List<MemberGap> members) {
    return on(sql, claim)
        .bind("members", ids(members))
        .bind("revisions", members.stream().map(MemberGap::revision).toArray(Long[]::new));
  }

  private static String[] ids(List<MemberGap> members) {
    return members.stream().map(MemberGap::memberId).toArray(String[]::new);
  }

  private GenericExecuteSpec on(String sql, Claim claim) {
    return database
        .sql(sql)
        .bind("target", claim.lane().targetId())
        .bind("resource", claim.resource().id().value());
  }
}

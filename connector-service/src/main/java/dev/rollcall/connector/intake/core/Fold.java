package dev.rollcall.connector.intake.core;

import dev.rollcall.connector.intake.core.FoldedBatch.BarrierRow;
import dev.rollcall.connector.intake.core.FoldedBatch.Burst;
import dev.rollcall.connector.intake.core.FoldedBatch.EventRow;
import dev.rollcall.connector.intake.core.FoldedBatch.Exit;
import dev.rollcall.connector.intake.core.FoldedBatch.GapRow;
import dev.rollcall.connector.intake.core.FoldedBatch.MemberRow;
import dev.rollcall.connector.intake.core.FoldedBatch.Raise;
import dev.rollcall.connector.intake.core.FoldedBatch.ReservedRow;
import dev.rollcall.connector.intake.core.FoldedBatch.ResourceRow;
import dev.rollcall.connector.intake.core.FoldedBatch.RowKey;
import dev.rollcall.connector.intake.core.FoldedBatch.TouchedRow;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.event.Fact.MembersAdded;
import dev.rollcall.schemas.event.Fact.MembersRemoved;
import dev.rollcall.schemas.event.Fact.ResourceChanged;
import dev.rollcall.schemas.event.Fact.ResourceCreated;
import dev.rollcall.schemas.event.Fact.ResourceDeactivated;
import dev.rollcall.schemas.event.Fact.ResourceDeleted;
import dev.rollcall.schemas.event.Fact.ResourceReactivated;
import dev.rollcall.schemas.event.Member;
import dev.rollcall.schemas.event.ReservedType;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Folds decisions, in log order, into row changes. Folding the same decisions again gives the same
/// rows, so that a batch may be repeated.
public final class Fold {
  /// How many requests a lane key remembers.
  public static final int REQUEST_IDS_MAX = 20;

  private static final String UNKNOWN_TYPE = "";

  /// Apps take people and groups. A tenant's own resource types and their definitions are kept in
  /// the directory and go nowhere.
  private static final Set<String> DELIVERED = Set.of("User", "Group");

  private record MemberKey(String tenant, String groupId, String memberId) {}

  private record Membership(String type, long seq, boolean holds, boolean removalOwed) {}

  private final Map<RowKey, ResourceRow> resources = new LinkedHashMap<>();
  private final Map<RowKey, TouchedRow> touched = new LinkedHashMap<>();
  private final Map<MemberKey, Membership> memberships = new LinkedHashMap<>();
  private final Map<RowKey, Raise> raises = new LinkedHashMap<>();
  private final List<RowKey> deleted = new ArrayList<>();
  private final List<BarrierRow> barriers = new ArrayList<>();
  private final List<EventRow> events = new ArrayList<>();
  private final Map<RowKey, ReservedRow> reserved = new LinkedHashMap<>();
  private final List<Burst> bursts = new ArrayList<>();
  private final List<Exit> exits = new ArrayList<>();

  private Fold() {}

  /// Returns what the decisions change.
  public static FoldedBatch of(List<Decision> decisions) {
    var fold = new Fold();
    for (Decision decision : decisions) {
      for (int ordinal = 0; ordinal < decision.facts().size(); ordinal++) {
        Fact fact = decision.facts().get(ordinal);
        if (DELIVERED.contains(fact.resource().type())) {
          fold.apply(decision, ordinal, fact);
        } else {
          Optional<ReservedType> type = ReservedType.of(fact.resource().type());
          if (type.isPresent()) {
            fold.reserve(decision, type.get(), fact);
          }
        }
      }
      Bursts.of(decision).ifPresent(fold.bursts::add);
      fold.exits.addAll(Exits.of(decision));
    }
    return fold.batch();
  }

  private void apply(Decision decision, int ordinal, Fact fact) {
    var key = new RowKey(decision.tenant().value(), fact.resource().id().value());
    switch (fact) {
      case ResourceCreated it -> state(decision, key, it, it.document());
      case ResourceChanged it -> state(decision, key, it, it.document());
      case ResourceDeactivated it -> {
        state(decision, key, it, it.document());
        barriers.add(new BarrierRow(key, decision.seq(), ordinal, true));
      }
      case ResourceReactivated it -> {
        state(decision, key, it, it.document());
        barriers.add(new BarrierRow(key, decision.seq(), ordinal, false));
      }
      case ResourceDeleted it -> {
        state(decision, key, it, null);
        deleted.add(key);
      }
      case MembersAdded it -> joined(decision, key, it);
      case MembersRemoved it -> left(decision, key, it);
    }
    raise(decision, key, fact);
    events.add(
        new EventRow(
            key,
            decision.seq(),
            ordinal,
            // Stable, and without the dot that separates the parts of what is signed.
            "msg_" + decision.source().partition() + "-" + decision.seq() + "-" + ordinal,
            decision.recordedAt(),
            decision.requestId().value(),
            fact));
  }

  private void reserve(Decision decision, ReservedType type, Fact fact) {
    JsonObject document =
        switch (fact) {
          case ResourceCreated it -> it.document();
          case ResourceChanged it -> it.document();
          case ResourceDeactivated it -> it.document();
          case ResourceReactivated it -> it.document();
          case ResourceDeleted _, MembersAdded _, MembersRemoved _ ->
              throw new IllegalStateException(
                  "A reserved resource leaves a mark and has no members");
        };
    ResourceId id = fact.resource().id();
    reserved.put(
        new RowKey(decision.tenant().value(), id.value()),
        new ReservedRow(
            decision.tenant().value(),
            type,
            type.nameIn(id),
            fact.version(),
            document,
            decision.seq(),
            decision.recordedAt(),
            decision.requestId().value()));
  }

  private void state(Decision decision, RowKey key, Fact fact, @Nullable JsonObject document) {
    touched.remove(key);
    resources.put(
        key,
        new ResourceRow(
            key,
            fact.resource().type(),
            fact.version(),
            document,
            decision.seq(),
            decision.recordedAt()));
  }

  private void touch(Decision decision, RowKey key, Fact fact) {
    ResourceRow known = resources.get(key);
    if (known == null) {
      touched.put(key, new TouchedRow(key, fact.version(), decision.seq()));
    } else {
      state(decision, key, fact, known.document());
    }
  }

  private void joined(Decision decision, RowKey key, MembersAdded fact) {
    touch(decision, key, fact);
    for (Member member : fact.members()) {
      var pair = new MemberKey(key.tenant(), key.id(), member.id().value());
      boolean owed = removalOwed(pair);
      memberships.put(pair, new Membership(member.type(), decision.seq(), true, owed));
    }
  }

  private void left(Decision decision, RowKey key, MembersRemoved fact) {
    touch(decision, key, fact);
    for (ResourceId member : fact.members()) {
      var pair = new MemberKey(key.tenant(), key.id(), member.value());
      memberships.put(pair, new Membership(UNKNOWN_TYPE, decision.seq(), false, true));
    }
  }

  private boolean removalOwed(MemberKey pair) {
    Membership known = memberships.get(pair);
    return known != null && known.removalOwed();
  }

  private void raise(Decision decision, RowKey key, Fact fact) {
    Raise known = raises.get(key);
    var requests = new ArrayList<String>(known == null ? List.of() : known.requestIds());
    String request = decision.requestId().value();
    if (requests.isEmpty() || !requests.getLast().equals(request)) {
      requests.add(request);
    }
    if (requests.size() > REQUEST_IDS_MAX) {
      requests.removeFirst();
    }
    int priority = priority(fact);
    raises.put(
        key,
        new Raise(
            key,
            fact.resource().type(),
            decision.seq(),
            known == null ? priority : Math.min(known.priority(), priority),
            known == null ? decision.recordedAt() : known.since(),
            requests));
  }

  /// Leavers go first: whoever may no longer be in must not wait for those who may.
  private static int priority(Fact fact) {
    return switch (fact) {
      case ResourceDeactivated _, ResourceDeleted _, MembersRemoved _ -> 0;
      case ResourceCreated _, ResourceChanged _, ResourceReactivated _, MembersAdded _ ->
          fact.resource().type().equals("Group") ? 2 : 1;
    };
  }

  private FoldedBatch batch() {
    var joined = new ArrayList<MemberRow>();
    var left = new ArrayList<MemberRow>();
    var gaps = new ArrayList<GapRow>();
    memberships.forEach((pair, it) -> {
      var row = new MemberRow(pair.tenant(), pair.groupId(), pair.memberId(), it.type(), it.seq());
      (it.holds() ? joined : left).add(row);
      gaps.add(
          new GapRow(pair.tenant(), pair.groupId(), pair.memberId(), it.seq(), it.removalOwed()));
    });
    return new FoldedBatch(
        List.copyOf(resources.values()),
        List.copyOf(touched.values()),
        joined,
        left,
        List.copyOf(deleted),
        gaps,
        List.copyOf(barriers),
        List.copyOf(events),
        List.copyOf(raises.values()),
        List.copyOf(reserved.values()),
        List.copyOf(bursts),
        List.copyOf(exits));
  }
}

package dev.rollcall.projection.decide.core;

import dev.rollcall.projection.decide.core.BulkReading.Step;
import dev.rollcall.projection.decide.core.ResourceState.Absent;
import dev.rollcall.projection.decide.core.ResourceState.Present;
import dev.rollcall.schemas.event.BulkPart;
import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.event.Outcome;
import dev.rollcall.schemas.event.Outcome.Accepted;
import dev.rollcall.schemas.event.Outcome.Performed;
import dev.rollcall.schemas.event.Outcome.PerformedOperation;
import dev.rollcall.schemas.event.RequestId;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.scim.schema.StorableText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// What equal bulk requests before did already, so that a repeat answers it as the first one did
/// and does only the rest. They may have been cut otherwise. Used once.
final class BulkRepeats {
  private static final int DELETED = 204;

  private final BulkReading bulk;
  private final WorkingState state;
  private final Needs missing = new Needs();
  private final Map<ResourceId, Left> last = new HashMap<>();

  /// How a resource was left by what was last done to it.
  private record Left(long version, boolean deleted) {}

  private BulkRepeats(BulkReading bulk, WorkingState state) {
    this.bulk = bulk;
    this.state = state;
  }

  /// The operations that were done, as they were answered, by their index in this record. The
  /// operations of one record before are taken together, where it did something and everything that
  /// it did is still so, or is what equal requests themselves made of it since.
  ///
  /// @throws NotKnownException with what all records together need to know more
  static Map<Integer, Outcome> known(BulkReading bulk, WorkingState state) {
    return new BulkRepeats(bulk, state).known();
  }

  private Map<Integer, Outcome> known() {
    List<RequestId> repeated = repeated();
    if (repeated.isEmpty()) {
      return Map.of();
    }
    var before = new ArrayList<Earlier>();
    repeated.forEach(it -> before.addAll(records(it)));
    List<Earlier> own = own();
    complete();
    before.forEach(this::noteLast);
    own.forEach(this::noteLast);
    var known = new HashMap<Integer, Outcome>();
    // The latest one knew what those before it had done.
    for (Earlier record : before.reversed()) {
      if (stillHolds(record)) {
        operations(record)
            .forEach(it -> known.merge(index(record, it), it.outcome(), BulkRepeats::notRefused));
      }
    }
    complete();
    return known;
  }

  /// One of two equal requests may have been refused because of the other one.
  private static Outcome notRefused(Outcome one, Outcome other) {
    return one instanceof Accepted ? one : other;
  }

  private void complete() {
    if (!missing.isEmpty()) {
      throw new NotKnownException(missing);
    }
  }

  /// The equal requests before, by their first records.
  private List<RequestId> repeated() {
    var all = new LinkedHashSet<>(named(bulk));
    String key = bulk.request().idempotencyKey();
    if (key != null && StorableText.isStorable(key)) {
      state
          .earlier(new EarlierKey.ByClientKey(tenant(), key))
          .map(Earlier::whole)
          .ifPresent(all::add);
    }
    BulkPart part = bulk.part();
    all.remove(part == null ? bulk.request().id() : part.first());
    return List.copyOf(all);
  }

  /// The equal requests before that the record names.
  static Set<RequestId> named(BulkReading bulk) {
    var named = new LinkedHashSet<RequestId>();
    RequestId retryOf = bulk.request().possibleRetryOf();
    if (retryOf != null) {
      named.add(retryOf);
    }
    BulkPart part = bulk.part();
    if (part != null) {
      named.addAll(part.repeats());
    }
    named.removeIf(it -> !StorableText.isStorable(it.value()));
    return named;
  }

  /// All records of a request that are decided, in their order.
  private List<Earlier> records(RequestId first) {
    Earlier begun = record(first).orElse(null);
    if (begun == null) {
      return List.of();
    }
    var records = new ArrayList<Earlier>();
    records.add(begun);
    int of = begun.part() == null ? 1 : begun.part().of();
    for (int number = 2; number <= of; number++) {
      record(BulkPart.id(begun.whole(), number)).ifPresent(records::add);
    }
    return records;
  }

  /// The parts of the same request before this one.
  private List<Earlier> own() {
    var records = new ArrayList<Earlier>();
    BulkPart part = bulk.part();
    for (int number = 1; part != null && number < part.number(); number++) {
      record(BulkPart.id(part.first(), number)).ifPresent(records::add);
    }
    return records;
  }

  private Optional<Earlier> record(RequestId id) {
    try {
      return state.earlier(new EarlierKey.ByRequest(tenant(), id.value()));
    } catch (NotKnownException e) {
      missing.addAll(e.needs());
      return Optional.empty();
    }
  }

  /// By the facts, because a group changes as well when a member is deleted; by the answers,
  /// because a repeat has no facts.
  private void noteLast(Earlier record) {
    for (Accepted it : accepted(record)) {
      noteLast(it.resource().id(), new Left(it.version(), it.status() == DELETED));
    }
    for (Fact it : record.decision().facts()) {
      noteLast(it.resource().id(), new Left(it.version(), it instanceof Fact.ResourceDeleted));
    }
  }

  private void noteLast(ResourceId id, Left left) {
    last.merge(id, left, (known, now) -> now.version() > known.version() ? now : known);
  }

  private boolean stillHolds(Earlier record) {
    if (operations(record).isEmpty()) {
      return false;
    }
    List<Accepted> accepted = accepted(record);
    boolean holds = !accepted.isEmpty();
    // All are looked at, so that one round fetches for all of them.
    for (Accepted each : accepted) {
      holds &= isAsLeft(each.resource().id());
    }
    return holds;
  }

  private boolean isAsLeft(ResourceId id) {
    Left left = Objects.requireNonNull(last.get(id));
    try {
      ResourceState now = state.resource(new ResourceKey(tenant(), id));
      return left.deleted()
          ? now instanceof Absent
          : now instanceof Present present && present.version() == left.version();
    } catch (NotKnownException e) {
      missing.addAll(e.needs());
      return false;
    }
  }

  private static List<Accepted> accepted(Earlier record) {
    return performed(record).stream()
        .map(PerformedOperation::outcome)
        .filter(Accepted.class::isInstance)
        .map(Accepted.class::cast)
        .toList();
  }

  /// Those operations of a record that are this one's as well.
  private List<PerformedOperation> operations(Earlier record) {
    return performed(record).stream().filter(it -> isOwn(index(record, it), it)).toList();
  }

  private static List<PerformedOperation> performed(Earlier record) {
    return record.outcome() instanceof Performed(List<PerformedOperation> operations)
        ? operations
        : List.of();
  }

  private boolean isOwn(int index, PerformedOperation before) {
    if (index < 0 || index >= bulk.steps().size()) {
      return false;
    }
    Step step = bulk.steps().get(index);
    return step.method().equals(before.method()) && Objects.equals(step.bulkId(), before.bulkId());
  }

  private int index(Earlier record, PerformedOperation operation) {
    int from = record.part() == null ? 0 : record.part().from();
    BulkPart own = bulk.part();
    return from + operation.index() - (own == null ? 0 : own.from());
  }

  private TenantId tenant() {
    return bulk.request().tenant();
  }
}

package dev.rollcall.projection.decide.core;

import dev.rollcall.projection.decide.core.ResourceState.Present;
import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.event.Fact.MembersAdded;
import dev.rollcall.schemas.event.Fact.MembersRemoved;
import dev.rollcall.schemas.event.Fact.ResourceChanged;
import dev.rollcall.schemas.event.Fact.ResourceCreated;
import dev.rollcall.schemas.event.Fact.ResourceDeactivated;
import dev.rollcall.schemas.event.Fact.ResourceDeleted;
import dev.rollcall.schemas.event.Fact.ResourceReactivated;
import dev.rollcall.schemas.event.Member;
import dev.rollcall.schemas.event.Request;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.TakenKey;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.scim.profile.Profiles;
import dev.rollcall.scim.resource.ResourceKeys;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The part of the directory that a batch touches: what was fetched, and over it what the batch has
/// decided so far. Lives for one batch, belongs to one thread.
///
/// The `learn` methods never overwrite: something may be fetched late, when decisions of the same
/// batch already changed it.
public final class WorkingState {
  /// From which status on nothing was done.
  private static final int REFUSALS = 300;

  private final Profiles profiles;
  private final Map<ResourceKey, ResourceState> resources = new HashMap<>();
  private final Map<ResourceKey, Optional<String>> types = new HashMap<>();
  private final Map<KeyClaim, Optional<ResourceId>> holders = new HashMap<>();
  private final Map<EarlierKey, Optional<Earlier>> earlier = new HashMap<>();
  private final Map<ResourceKey, String> surroundings = new HashMap<>();
  private final UndoLog undo = new UndoLog();
  private final MembershipState memberships = new MembershipState(undo);

  public WorkingState(Profiles profiles) {
    this.profiles = profiles;
  }

  /// Everything in `needs` that no `learn` told of is absent from the store.
  public void learnedAll(Needs needs) {
    for (ResourceKey key : needs.resources()) {
      learn(key, ResourceState.Absent.ABSENT);
    }
    for (ResourceKey key : needs.types()) {
      types.putIfAbsent(key, Optional.empty());
    }
    for (KeyClaim claim : needs.keys()) {
      holders.putIfAbsent(claim, Optional.empty());
    }
    for (MembershipPair pair : needs.pairs()) {
      memberships.learn(pair, false);
    }
    needs.membersOf().forEach(memberships::learnedAllMembersOf);
    needs.groupsOf().forEach(memberships::learnedAllGroupsOf);
    needs.ancestorsOf().forEach(memberships::learnedAllGroupsOf);
    for (EarlierKey key : needs.earlier()) {
      earlier.putIfAbsent(key, Optional.empty());
    }
  }

  public void learn(ResourceKey key, ResourceState state) {
    if (resources.putIfAbsent(key, state) == null) {
      types.putIfAbsent(key, typeOf(state));
    }
  }

  public void learnType(ResourceKey key, String type) {
    types.putIfAbsent(key, Optional.of(type));
  }

  public void learnHolder(KeyClaim claim, ResourceId holder) {
    holders.putIfAbsent(claim, Optional.of(holder));
  }

  public void learnMembership(MembershipPair pair) {
    memberships.learn(pair, true);
  }

  /// Learns that a group is in another one, and that all other groups that it is in are told of as
  /// well, and so for the group above.
  public void learnAncestry(MembershipPair pair) {
    memberships.learn(pair, true);
    memberships.learnedAllGroupsOf(new ResourceKey(pair.tenant(), pair.member()));
    memberships.learnedAllGroupsOf(new ResourceKey(pair.tenant(), pair.group()));
  }

  public void learnEarlier(EarlierKey key, Earlier decision) {
    earlier.putIfAbsent(key, Optional.of(decision));
  }

  /// Learns what the store shows around a resource.
  ///
  /// @param shown as `SurroundingsCodec` reads it
  public void learnSurroundings(ResourceKey key, String shown) {
    surroundings.putIfAbsent(key, shown);
  }

  /// Returns what stands around a resource; empty where nobody told, or where something decided
  /// since may have changed it.
  public Optional<String> surroundings(ResourceKey key) {
    return Optional.ofNullable(surroundings.get(key));
  }

  ResourceState resource(ResourceKey key) {
    ResourceState state = resources.get(key);
    if (state == null) {
      throw new NotKnownException(new Needs().resource(key));
    }
    return state;
  }

  Optional<String> type(ResourceKey key) {
    Optional<String> type = types.get(key);
    if (type == null) {
      throw new NotKnownException(new Needs().type(key));
    }
    return type;
  }

  Optional<ResourceId> holder(KeyClaim claim) {
    Optional<ResourceId> holder = holders.get(claim);
    if (holder == null) {
      throw new NotKnownException(new Needs().key(claim));
    }
    return holder;
  }

  Optional<Earlier> earlier(EarlierKey key) {
    Optional<Earlier> decision = earlier.get(key);
    if (decision == null) {
      throw new NotKnownException(new Needs().earlier(key));
    }
    return decision;
  }

  boolean isMember(MembershipPair pair) {
    return memberships.contains(pair);
  }

  /// Returns the members of a group, sorted by id.
  List<ResourceId> membersOf(ResourceKey group) {
    return memberships.membersOf(group);
  }

  /// Returns the groups that somebody is in, sorted by id.
  List<ResourceId> groupsOf(ResourceKey member) {
    return memberships.groupsOf(member);
  }

  /// Says whether a group is in another one, through however many groups.
  boolean isBelow(ResourceKey group, ResourceId above) {
    return memberships.ancestorsOf(group).contains(above);
  }

  /// Remembers a decision of this batch, for a request behind it that repeats the same. By a
  /// client's key the first that did something is found, as in the store.
  public void remember(Request request, Earlier decision) {
    earlier.put(
        new EarlierKey.ByRequest(request.tenant(), request.id().value()), Optional.of(decision));
    String key = request.idempotencyKey();
    if (key != null && decision.outcome().status() < REFUSALS) {
      earlier.merge(
          new EarlierKey.ByClientKey(request.tenant(), key),
          Optional.of(decision),
          (known, now) -> known.isPresent() ? known : now);
    }
  }

  /// Begins a trial: what is made true from here can be taken back.
  UndoLog.Mark tryOut() {
    return undo.mark();
  }

  /// Ends a trial and takes back all that it made true.
  void takeBack(UndoLog.Mark mark) {
    undo.rollBack(mark);
  }

  /// Ends a trial inside another one and leaves what it made true.
  void keep() {
    undo.keep();
  }

  /// Makes a fact true. Facts are not judged again.
  public void evolve(TenantId tenant, Fact fact) {
    var key = new ResourceKey(tenant, fact.resource().id());
    ResourceState before = resources.getOrDefault(key, ResourceState.Absent.ABSENT);
    ResourceState after = Evolution.evolve(before, fact);
    undo.put(resources, key, after);
    undo.put(types, key, typeOf(after));
    if (!surroundings.isEmpty() && mayMoveGroups(tenant, fact)) {
      surroundings.keySet().removeIf(it -> it.tenant().equals(tenant));
    }
    switch (fact) {
      case ResourceCreated it -> {
        memberships.created(key);
        moveKeys(tenant, before, it, it.keys());
      }
      case ResourceChanged it -> moveKeys(tenant, before, it, it.keys());
      case ResourceDeactivated it -> moveKeys(tenant, before, it, it.keys());
      case ResourceReactivated it -> moveKeys(tenant, before, it, it.keys());
      case ResourceDeleted it -> {
        memberships.deleted(key);
        moveKeys(tenant, before, it, List.of());
      }
      case MembersAdded it -> {
        for (Member member : it.members()) {
          memberships.set(new MembershipPair(tenant, key.id(), member.id()), true);
        }
      }
      case MembersRemoved it -> {
        for (ResourceId member : it.members()) {
          memberships.set(new MembershipPair(tenant, key.id(), member), false);
        }
      }
    }
  }

  /// Whether somebody may be in other groups by it, or in groups of another name.
  private boolean mayMoveGroups(TenantId tenant, Fact fact) {
    return switch (fact) {
      case MembersAdded _, MembersRemoved _, ResourceDeleted _ -> true;
      case ResourceChanged _, ResourceDeactivated _, ResourceReactivated _ ->
          profiles
              .of(tenant)
              .schemas()
              .resourceType(fact.resource().type())
              .map(RequestReader::hasMembers)
              .orElse(true);
      case ResourceCreated _ -> false;
    };
  }

  private void moveKeys(TenantId tenant, ResourceState before, Fact fact, List<TakenKey> keys) {
    String type = fact.resource().type();
    if (before instanceof Present present) {
      for (TakenKey key : keysOf(tenant, type, present)) {
        undo.put(holders, new KeyClaim(tenant, type, key), Optional.empty());
      }
    }
    for (TakenKey key : keys) {
      undo.put(holders, new KeyClaim(tenant, type, key), Optional.of(fact.resource().id()));
    }
  }

  private List<TakenKey> keysOf(TenantId tenant, String type, Present state) {
    return profiles
        .of(tenant)
        .schemas()
        .resourceType(type)
        .map(definition -> ResourceKeys.of(definition, state.document()))
        .orElse(List.of());
  }

  private static Optional<String> typeOf(ResourceState state) {
    return state instanceof Present present ? Optional.of(present.ref().type()) : Optional.empty();
  }
}

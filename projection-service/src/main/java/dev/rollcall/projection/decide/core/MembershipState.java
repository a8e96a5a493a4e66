package dev.rollcall.projection.decide.core;

import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.TenantId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is known of memberships: single pairs, whole groups, and all groups of a member. What was
/// decided in this batch wins over what is learned from the store later.
final class MembershipState {
  private static final Comparator<ResourceId> BY_ID = Comparator.comparing(ResourceId::value);

  private final Map<ResourceKey, Map<ResourceId, Boolean>> byGroup = new HashMap<>();
  private final Map<ResourceKey, Map<ResourceId, Boolean>> byMember = new HashMap<>();
  private final Set<ResourceKey> wholeGroups = new HashSet<>();
  private final Set<ResourceKey> wholeMembers = new HashSet<>();

  private final UndoLog undo;

  MembershipState(UndoLog undo) {
    this.undo = undo;
  }

  void learn(MembershipPair pair, boolean present) {
    put(pair, present, false);
  }

  void set(MembershipPair pair, boolean present) {
    put(pair, present, true);
  }

  void learnedAllMembersOf(ResourceKey group) {
    wholeGroups.add(group);
  }

  void learnedAllGroupsOf(ResourceKey member) {
    wholeMembers.add(member);
  }

  boolean contains(MembershipPair pair) {
    var group = new ResourceKey(pair.tenant(), pair.group());
    Boolean known = byGroup.getOrDefault(group, Map.of()).get(pair.member());
    if (known != null) {
      return known;
    }
    if (wholeGroups.contains(group)
        || wholeMembers.contains(new ResourceKey(pair.tenant(), pair.member()))) {
      return false;
    }
    throw new NotKnownException(new Needs().pair(pair));
  }

  List<ResourceId> membersOf(ResourceKey group) {
    if (!wholeGroups.contains(group)) {
      throw new NotKnownException(new Needs().membersOf(group));
    }
    return present(byGroup.get(group));
  }

  List<ResourceId> groupsOf(ResourceKey member) {
    if (!wholeMembers.contains(member)) {
      throw new NotKnownException(new Needs().groupsOf(member));
    }
    return present(byMember.get(member));
  }

  /// The groups above a group.
  Set<ResourceId> ancestorsOf(ResourceKey group) {
    var above = new HashSet<ResourceId>();
    var unknown = new Needs();
    var next = new ArrayDeque<ResourceKey>();
    next.add(group);
    while (!next.isEmpty()) {
      ResourceKey member = next.remove();
      if (!wholeMembers.contains(member)) {
        unknown.ancestorsOf(member);
        continue;
      }
      for (ResourceId parent : present(byMember.get(member))) {
        if (above.add(parent)) {
          next.add(new ResourceKey(group.tenant(), parent));
        }
      }
    }
    if (!unknown.isEmpty()) {
      throw new NotKnownException(unknown);
    }
    return above;
  }

  /// A new resource has no members and is in no group.
  void created(ResourceKey resource) {
    undo.add(wholeGroups, resource);
    undo.add(wholeMembers, resource);
  }

  /// Members leave with their group.
  void deleted(ResourceKey group) {
    for (ResourceId member : new ArrayList<>(byGroup.getOrDefault(group, Map.of()).keySet())) {
      set(new MembershipPair(group.tenant(), group.id(), member), false);
    }
    undo.add(wholeGroups, group);
  }

  private void put(MembershipPair pair, boolean present, boolean overwrite) {
    TenantId tenant = pair.tenant();
    var ofGroup =
        byGroup.computeIfAbsent(new ResourceKey(tenant, pair.group()), _ -> new HashMap<>());
    // A group that is known as a whole has no members that the overlay does not know of: what the
    // store still says about a group deleted in this batch is out of date.
    boolean settled =
        ofGroup.containsKey(pair.member())
            || wholeGroups.contains(new ResourceKey(tenant, pair.group()));
    if (overwrite || !settled) {
      undo.put(ofGroup, pair.member(), present);
      var ofMember =
          byMember.computeIfAbsent(new ResourceKey(tenant, pair.member()), _ -> new HashMap<>());
      undo.put(ofMember, pair.group(), present);
    }
  }

  private static List<ResourceId> present(@Nullable Map<ResourceId, Boolean> pairs) {
    if (pairs == null) {
      return List.of();
    }
    // Sorted, because the order of a hash map has no place in a fact.
    return pairs.entrySet().stream()
        .filter(Map.Entry::getValue)
        .map(Map.Entry::getKey)
        .sorted(BY_ID)
        .toList();
  }
}

package dev.rollcall.projection.decide.core;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/// What a decision must know of the stored directory. Collected over a whole batch, so that
/// everything is fetched at once.
public final class Needs {
  private final Set<ResourceKey> resources = new LinkedHashSet<>();
  private final Set<ResourceKey> types = new LinkedHashSet<>();
  private final Set<KeyClaim> keys = new LinkedHashSet<>();
  private final Set<MembershipPair> pairs = new LinkedHashSet<>();
  private final Set<ResourceKey> membersOf = new LinkedHashSet<>();
  private final Set<ResourceKey> groupsOf = new LinkedHashSet<>();
  private final Set<ResourceKey> ancestorsOf = new LinkedHashSet<>();
  private final Set<EarlierKey> earlier = new LinkedHashSet<>();
  private final Set<ResourceKey> surroundings = new LinkedHashSet<>();

  public Needs resource(ResourceKey key) {
    resources.add(key);
    return this;
  }

  public Needs type(ResourceKey key) {
    types.add(key);
    return this;
  }

  public Needs key(KeyClaim claim) {
    keys.add(claim);
    return this;
  }

  public Needs pair(MembershipPair pair) {
    pairs.add(pair);
    return this;
  }

  public Needs membersOf(ResourceKey group) {
    membersOf.add(group);
    return this;
  }

  public Needs groupsOf(ResourceKey member) {
    groupsOf.add(member);
    return this;
  }

  public Needs ancestorsOf(ResourceKey group) {
    ancestorsOf.add(group);
    return this;
  }

  public Needs earlier(EarlierKey key) {
    earlier.add(key);
    return this;
  }

  public Needs surroundings(ResourceKey key) {
    surroundings.add(key);
    return this;
  }

  /// Adds everything that another one needs.
  public Needs addAll(Needs more) {
    resources.addAll(more.resources);
    types.addAll(more.types);
    keys.addAll(more.keys);
    pairs.addAll(more.pairs);
    membersOf.addAll(more.membersOf);
    groupsOf.addAll(more.groupsOf);
    ancestorsOf.addAll(more.ancestorsOf);
    earlier.addAll(more.earlier);
    surroundings.addAll(more.surroundings);
    return this;
  }

  public boolean isEmpty() {
    return resources.isEmpty()
        && types.isEmpty()
        && keys.isEmpty()
        && pairs.isEmpty()
        && membersOf.isEmpty()
        && groupsOf.isEmpty()
        && ancestorsOf.isEmpty()
        && earlier.isEmpty()
        && surroundings.isEmpty();
  }

  /// Resources whose whole state is needed.
  public Collection<ResourceKey> resources() {
    return resources;
  }

  /// Resources of which only existence and type are needed.
  public Collection<ResourceKey> types() {
    return types;
  }

  /// Unique values whose holder is needed.
  public Collection<KeyClaim> keys() {
    return keys;
  }

  /// Memberships that may or may not be.
  public Collection<MembershipPair> pairs() {
    return pairs;
  }

  /// Groups whose whole membership is needed.
  public Collection<ResourceKey> membersOf() {
    return membersOf;
  }

  /// Members whose groups are needed, with the state of each group.
  public Collection<ResourceKey> groupsOf() {
    return groupsOf;
  }

  /// Groups of which it is needed what they are in, and what that is in, up to the top.
  public Collection<ResourceKey> ancestorsOf() {
    return ancestorsOf;
  }

  /// Earlier decisions that a repeated request refers to.
  public Collection<EarlierKey> earlier() {
    return earlier;
  }

  /// Resources of which it is needed what an answer shows beside their documents. No decision
  /// depends on it.
  public Collection<ResourceKey> surroundings() {
    return surroundings;
  }

  @Override
  public String toString() {
    return "Needs[%d resources, %d types, %d keys, %d pairs, %d memberships, %d groups, %d ancestries, %d earlier, %d surroundings]"
        .formatted(
            resources.size(),
            types.size(),
            keys.size(),
            pairs.size(),
            membersOf.size(),
            groupsOf.size(),
            ancestorsOf.size(),
            earlier.size(),
            surroundings.size());
  }
}

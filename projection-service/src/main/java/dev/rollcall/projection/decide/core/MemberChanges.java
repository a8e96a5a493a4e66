package dev.rollcall.projection.decide.core;

import dev.rollcall.schemas.event.Member;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimError;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.filter.Filter;
import dev.rollcall.scim.patch.MemberFilter;
import dev.rollcall.scim.patch.MemberOperation;
import dev.rollcall.scim.patch.MemberRef;
import dev.rollcall.scim.schema.Elements;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Works out which members really join and leave a group when operations run one after the other.
/// Adding a present member or removing an absent one changes nothing.
final class MemberChanges {
  /// RFC 7643 section 4.2.
  private static final Set<String> MEMBER_TYPES = Set.of("User", "Group");

  private final ResourceTypeDefinition type;
  private final ResourceKey group;
  private final WorkingState state;

  /// What the operations want in the end, in the order in which members were first named.
  private final SequencedMap<ResourceId, Boolean> wanted = new LinkedHashMap<>();

  private @Nullable ScimError refusal;

  private MemberChanges(ResourceReading reading, ResourceId group, WorkingState state) {
    this.type = reading.type();
    this.group = reading.key(group);
    this.state = state;
  }

  /// The real differences.
  record Difference(List<Member> added, List<ResourceId> removed) {
    static final Difference NONE = new Difference(List.of(), List.of());

    boolean isEmpty() {
      return added.isEmpty() && removed.isEmpty();
    }

    int size() {
      return added.size() + removed.size();
    }
  }

  static Result<Difference> of(
      ResourceReading reading,
      ResourceId group,
      List<MemberOperation> operations,
      WorkingState state) {
    var changes = new MemberChanges(reading, group, state);
    for (MemberOperation operation : operations) {
      changes.apply(operation);
    }
    return changes.difference();
  }

  /// Returns what a group's members become where `members` is the whole of them.
  static Result<Difference> replacing(
      ResourceReading reading, ResourceId group, List<ResourceId> members, WorkingState state) {
    var changes = new MemberChanges(reading, group, state);
    changes.removeAll();
    for (ResourceId member : members) {
      changes.add(member);
    }
    return changes.difference();
  }

  /// Returns the first members of a group that comes to be.
  static Result<Difference> initial(
      ResourceReading reading, ResourceId group, List<ResourceId> members, WorkingState state) {
    var changes = new MemberChanges(reading, group, state);
    for (ResourceId member : members) {
      changes.add(member);
    }
    ScimError refused = changes.refusal;
    if (refused != null) {
      return Result.refused(refused);
    }
    return Result.ok(
        new Difference(changes.wanted.keySet().stream().map(changes::member).toList(), List.of()));
  }

  private void apply(MemberOperation operation) {
    switch (operation) {
      case MemberOperation.Add it -> it.members().forEach(this::add);
      case MemberOperation.Remove it ->
          it.ids().forEach(id -> wanted.put(new ResourceId(id), false));
      case MemberOperation.RemoveMatching(var filter) ->
          chosen(filter).forEach(member -> wanted.put(member.id(), false));
      case MemberOperation.Edit it -> edit(it);
      case MemberOperation.RemoveAll _ -> removeAll();
      case MemberOperation.ReplaceAll it -> {
        removeAll();
        it.members().forEach(this::add);
      }
    }
  }

  private void add(MemberRef member) {
    add(new ResourceId(member.id()));
  }

  private void add(ResourceId member) {
    if (member.equals(group.id())) {
      refuse("A group cannot contain itself");
    } else if (state
        .type(new ResourceKey(group.tenant(), member))
        .filter(MEMBER_TYPES::contains)
        .isEmpty()) {
      refuse("No user or group has the id '" + member.value() + "'");
    } else {
      wanted.put(member, true);
    }
  }

  private void removeAll() {
    wanted.replaceAll((_, _) -> false);
    for (ResourceId member : state.membersOf(group)) {
      wanted.put(member, false);
    }
  }

  /// A filter that nobody satisfies makes no member; one that is told what it is stays as it is.
  private void edit(MemberOperation.Edit edit) {
    List<Member> members = chosen(edit.filter());
    boolean clears = Elements.assignedPart(edit.parts()).isUnassigned();
    if (members.isEmpty() && !clears) {
      refuse(ScimType.NO_TARGET, "The group has no such member");
    }
    for (Member member : members) {
      if (!MemberFilter.holds(edit.parts(), member.id().value(), member.type())) {
        refuse(
            ScimType.MUTABILITY, "A member of a group is not edited: remove it and add it again");
      }
    }
  }

  /// The members that a filter chooses after the operations so far; all of them without a filter.
  private List<Member> chosen(@Nullable Filter filter) {
    // Who was removed need not be in the directory: a removal may name an id that never was.
    return candidates(filter).stream()
        .filter(this::isPresent)
        .map(this::member)
        .filter(it -> filter == null || MemberFilter.matches(filter, it.id().value(), it.type()))
        .toList();
  }

  private Collection<ResourceId> candidates(@Nullable Filter filter) {
    Optional<Set<String>> ids = filter == null ? Optional.empty() : MemberFilter.ids(filter);
    if (ids.isPresent()) {
      return ids.get().stream().map(ResourceId::new).toList();
    }
    var all = new LinkedHashSet<ResourceId>(state.membersOf(group));
    all.addAll(wanted.keySet());
    return all;
  }

  private boolean isPresent(ResourceId id) {
    Boolean decided = wanted.get(id);
    return decided != null
        ? decided
        : state.isMember(new MembershipPair(group.tenant(), group.id(), id));
  }

  private Member member(ResourceId id) {
    Optional<String> type = state.type(new ResourceKey(group.tenant(), id));
    return new Member(
        id, type.orElseThrow(() -> new IllegalStateException("A member is in no directory")));
  }

  private void refuse(String detail) {
    refuse(ScimType.INVALID_VALUE, detail);
  }

  private void refuse(ScimType why, String detail) {
    if (refusal == null) {
      refusal = ScimError.badRequest(why, detail);
    }
  }

  private Result<Difference> difference() {
    if (refusal != null) {
      return Result.refused(refusal);
    }
    var added = new ArrayList<Member>();
    var removed = new ArrayList<ResourceId>();
    wanted.forEach((id, present) -> {
      boolean before = state.isMember(new MembershipPair(group.tenant(), group.id(), id));
      if (present && !before) {
        Member member = member(id);
        // What is no group contains nothing, so only a group can close a circle.
        if (member.type().equals(type.name()) && state.isBelow(group, id)) {
          refuse("The group is in '" + id.value() + "', which can therefore not be its member");
        }
        added.add(member);
      } else if (!present && before) {
        removed.add(id);
      }
    });
    return refusal == null ? Result.ok(new Difference(added, removed)) : Result.refused(refusal);
  }
}

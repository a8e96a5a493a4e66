package dev.rollcall.projection.decide.core;

import dev.rollcall.schemas.event.Member;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimError;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.filter.Filter;
import dev.rollcall.scim.filter.FilterEvaluator;
import dev.rollcall.scim.patch.MemberOperation;
import dev.rollcall.scim.patch.MemberRef;
import dev.rollcall.scim.path.AttributePath;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
      case MemberOperation.RemoveMatching it -> removeMatching(it);
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

  private void removeMatching(MemberOperation.RemoveMatching operation) {
    var present = new LinkedHashMap<ResourceId, Boolean>();
    state.membersOf(group).forEach(member -> present.put(member, true));
    present.putAll(wanted);
    for (Map.Entry<ResourceId, Boolean> entry : present.entrySet()) {
      Member member = member(entry.getKey());
      JsonObject element =
          JsonObject.builder().put("value", member.id().value()).put("type", member.type()).build();
      if (entry.getValue() && matches(operation.filter(), element)) {
        wanted.put(entry.getKey(), false);
      }
    }
  }

  private boolean matches(Filter filter, JsonObject member) {
    var path = new AttributePath(null, RequestReader.MEMBERS, null);
    return FilterEvaluator.matches(
        type,
        new Filter.ValuePath(path, filter),
        JsonObject.of(RequestReader.MEMBERS, JsonArray.of(member)));
  }

  private Member member(ResourceId id) {
    Optional<String> type = state.type(new ResourceKey(group.tenant(), id));
    return new Member(
        id, type.orElseThrow(() -> new IllegalStateException("A member is in no directory")));
  }

  private void refuse(String detail) {
    if (refusal == null) {
      refusal = ScimError.badRequest(ScimType.INVALID_VALUE, detail);
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

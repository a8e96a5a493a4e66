package dev.rollcall.schemas.event;

import dev.rollcall.schemas.json.JsonObject;
import java.util.List;

/// Something that became true by a decision. Facts are folded, never judged again.
///
/// A `document` is the whole resource in canonical form, without `id`, `meta` and the members of a
/// group. `version` is the resource's version after the decision, counted from 1; all facts of one
/// decision about one resource carry the same.
public sealed interface Fact {

  /// The resource that the fact is about.
  ResourceRef resource();

  /// The resource's version after the decision.
  long version();

  /// Says whether the resource is out of use by it.
  default boolean isDeparture() {
    return this instanceof ResourceDeactivated || this instanceof ResourceDeleted;
  }

  /// A resource came to be.
  record ResourceCreated(
      ResourceRef resource, long version, JsonObject document, List<TakenKey> keys)
      implements Fact {
    public ResourceCreated {
      keys = List.copyOf(keys);
    }
  }

  /// Attributes changed; `active` did not change its meaning.
  record ResourceChanged(
      ResourceRef resource, long version, JsonObject document, List<TakenKey> keys)
      implements Fact {
    public ResourceChanged {
      keys = List.copyOf(keys);
    }
  }

  /// `active` became false; other attributes may have changed as well.
  record ResourceDeactivated(
      ResourceRef resource, long version, JsonObject document, List<TakenKey> keys)
      implements Fact {
    public ResourceDeactivated {
      keys = List.copyOf(keys);
    }
  }

  /// `active` ceased to be false; other attributes may have changed as well.
  record ResourceReactivated(
      ResourceRef resource, long version, JsonObject document, List<TakenKey> keys)
      implements Fact {
    public ResourceReactivated {
      keys = List.copyOf(keys);
    }
  }

  /// The resource is gone for good; its keys are free and its id is never used again.
  record ResourceDeleted(ResourceRef resource, long version) implements Fact {}

  /// Members joined a group. None of them was in it before.
  record MembersAdded(ResourceRef resource, long version, List<Member> members) implements Fact {
    public MembersAdded {
      members = List.copyOf(members);
    }
  }

  /// Members left a group. All of them were in it before. A deleted group's members leave with the
  /// group and are not listed.
  record MembersRemoved(ResourceRef resource, long version, List<ResourceId> members)
      implements Fact {
    public MembersRemoved {
      members = List.copyOf(members);
    }
  }
}

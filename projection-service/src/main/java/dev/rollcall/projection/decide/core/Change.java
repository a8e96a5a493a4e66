package dev.rollcall.projection.decide.core;

import dev.rollcall.projection.decide.core.MemberChanges.Difference;
import dev.rollcall.projection.decide.core.ResourceState.Present;
import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.event.Fact.MembersAdded;
import dev.rollcall.schemas.event.Fact.MembersRemoved;
import dev.rollcall.schemas.event.Fact.ResourceChanged;
import dev.rollcall.schemas.event.Fact.ResourceDeactivated;
import dev.rollcall.schemas.event.Fact.ResourceReactivated;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.event.TakenKey;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import java.util.ArrayList;
import java.util.List;

/// What a PUT or PATCH makes of a resource, before uniqueness is known.
record Change(JsonObject document, boolean documentChanged, Difference members) {

  /// Returns the facts: none where nothing differs, else all with the next version.
  Result<List<Fact>> facts(ResourceReading reading, Present before, WorkingState state) {
    ResourceRef ref = before.ref();
    long version = before.version() + 1;
    return DecisionSize.check(members)
        .flatMap(_ ->
            documentChanged
                ? DecisionSize.check(document)
                    .flatMap(it -> Uniqueness.keys(reading, ref.id(), it, state))
                    .map(keys -> List.of(documentFact(before, keys)))
                : Result.ok(List.<Fact>of()))
        .map(first -> {
          var facts = new ArrayList<Fact>(first);
          if (!members.added().isEmpty()) {
            facts.add(new MembersAdded(ref, version, members.added()));
          }
          if (!members.removed().isEmpty()) {
            facts.add(new MembersRemoved(ref, version, members.removed()));
          }
          return facts;
        });
  }

  private Fact documentFact(Present before, List<TakenKey> keys) {
    ResourceRef ref = before.ref();
    long version = before.version() + 1;
    boolean wasActive = ResourceState.isActive(before.document());
    boolean isActive = ResourceState.isActive(document);
    if (wasActive == isActive) {
      return new ResourceChanged(ref, version, document, keys);
    }
    return isActive
        ? new ResourceReactivated(ref, version, document, keys)
        : new ResourceDeactivated(ref, version, document, keys);
  }
}

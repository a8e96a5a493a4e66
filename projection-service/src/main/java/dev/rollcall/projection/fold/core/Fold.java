package dev.rollcall.projection.fold.core;

import dev.rollcall.projection.fold.core.Rows.Memberships;
import dev.rollcall.projection.fold.core.Rows.Moment;
import dev.rollcall.projection.fold.core.Rows.RequestRow;
import dev.rollcall.projection.fold.core.Rows.ResourceRequest;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.event.Fact.MembersAdded;
import dev.rollcall.schemas.event.Fact.MembersRemoved;
import dev.rollcall.schemas.event.Fact.ResourceDeleted;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.scim.profile.Profiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Folds a run of decisions of one partition, in order, into row changes. It knows nothing of what
/// the tables hold: what a fact does not say is left to the statement (a carried document).
public final class Fold {
  private final Profiles profiles;
  private final Map<Rows.Key, ResourceFold> resources = new LinkedHashMap<>();
  private final MembershipFold memberships = new MembershipFold();
  private final Set<ResourceRequest> resourceRequests = new LinkedHashSet<>();
  private final List<RequestRow> requests = new ArrayList<>();

  private Fold(Profiles profiles) {
    this.profiles = profiles;
  }

  /// Returns what the decisions change.
  ///
  /// @param profiles under which they were made
  public static Rows fold(List<Answered> decisions, Profiles profiles) {
    var fold = new Fold(profiles);
    decisions.forEach(fold::add);
    return fold.rows();
  }

  private void add(Answered answered) {
    Decision decision = answered.decision();
    requests.add(RequestRows.of(answered));
    String tenant = decision.tenant().value();
    for (ResourceId target : RequestRows.targets(answered)) {
      var key = new Rows.Key(tenant, target.value());
      resourceRequests.add(new ResourceRequest(key, decision.seq()));
    }
    var moment = new Moment(decision.seq(), decision.recordedAt());
    for (Fact fact : decision.facts()) {
      var key = new Rows.Key(tenant, fact.resource().id().value());
      resourceRequests.add(new ResourceRequest(key, decision.seq()));
      resources
          .computeIfAbsent(key, it -> new ResourceFold(it, fact.resource().type()))
          .add(fact, moment);
      switch (fact) {
        case MembersAdded it -> memberships.added(key, it.members(), moment);
        case MembersRemoved it -> memberships.removed(key, it.members(), moment);
        case ResourceDeleted _ -> memberships.groupEnded(key, moment);
        case Fact.ResourceCreated _,
            Fact.ResourceChanged _,
            Fact.ResourceDeactivated _,
            Fact.ResourceReactivated _ -> {}
      }
    }
  }

  private Rows rows() {
    var rows =
        new Rows(
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new LinkedHashMap<>(),
            new Memberships(new ArrayList<>(), new ArrayList<>(), new ArrayList<>()),
            new Rows.Versions(new ArrayList<>(), new ArrayList<>()),
            List.copyOf(resourceRequests),
            List.copyOf(requests));
    resources.forEach(
        (key, resource) -> resource.addTo(rows, profiles.of(new TenantId(key.tenant())).schemas()));
    memberships.addTo(rows.memberships());
    return rows;
  }
}

package dev.rollcall.projection.decide.core;

import dev.rollcall.projection.decide.core.Intent.Body;
import dev.rollcall.projection.decide.core.Intent.Create;
import dev.rollcall.projection.decide.core.Intent.Delete;
import dev.rollcall.projection.decide.core.Intent.Operations;
import dev.rollcall.projection.decide.core.Intent.Patch;
import dev.rollcall.projection.decide.core.Intent.Replace;
import dev.rollcall.schemas.event.Request;
import dev.rollcall.schemas.event.RequestId;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.TakenKey;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.filter.Filter;
import dev.rollcall.scim.patch.MemberFilter;
import dev.rollcall.scim.patch.MemberOperation;
import dev.rollcall.scim.resource.ResourceKeys;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.StorableText;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a request can be seen to need before anything is known. What cannot be seen here, such as
/// the new name that a PATCH makes, is asked for by the decision itself.
public final class RequestNeeds {
  private RequestNeeds() {}

  /// Adds the needs of one request.
  public static void collect(Reading reading, Needs needs) {
    retry(reading.request(), needs);
    switch (reading) {
      case ResourceReading it -> {
        resource(it, needs);
        surroundings(it, needs);
      }
      case ProfileReading it -> needs.resource(it.key());
      case ReservedReading it -> {
        if (StorableText.isStorable(it.id().value())) {
          needs.resource(it.key());
        }
      }
      case BulkReading it -> {
        TenantId tenant = it.request().tenant();
        BulkRepeats.named(it)
            .forEach(id -> needs.earlier(new EarlierKey.ByRequest(tenant, id.value())));
        it.steps()
            .forEach(step -> {
              if (step.operation() instanceof Result.Ok<ResourceReading>(var operation)) {
                resource(operation, needs);
              }
            });
      }
    }
  }

  private static void resource(ResourceReading reading, Needs needs) {
    switch (reading.intent()) {
      case Create it -> body(reading, it.body(), needs);
      case Replace it -> {
        target(reading, it.id(), needs);
        body(reading, it.body(), needs);
        if (RequestReader.hasMembers(reading.type())) {
          whole(reading.key(it.id()), it.ifMatch(), needs);
        }
      }
      case Patch it -> {
        target(reading, it.id(), needs);
        operations(reading, it, needs);
      }
      case Delete it -> {
        target(reading, it.id(), needs);
        if (StorableText.isStorable(it.id().value())) {
          needs.groupsOf(reading.key(it.id()));
        }
      }
    }
  }

  /// The answer to a change of a user shows all of it. A group's has no body (decision 010), or one
  /// that is read because of its members.
  private static void surroundings(ResourceReading reading, Needs needs) {
    ResourceId changed =
        switch (reading.intent()) {
          case Replace it -> it.id();
          case Patch it -> it.id();
          case Create _, Delete _ -> null;
        };
    if (changed != null
        && !RequestReader.hasMembers(reading.type())
        && StorableText.isStorable(changed.value())) {
      needs.surroundings(reading.key(changed));
    }
  }

  private static void retry(Request request, Needs needs) {
    RequestId earlier = request.possibleRetryOf();
    if (earlier != null && StorableText.isStorable(earlier.value())) {
      needs.earlier(new EarlierKey.ByRequest(request.tenant(), earlier.value()));
    }
    String key = request.idempotencyKey();
    if (key != null && StorableText.isStorable(key)) {
      needs.earlier(new EarlierKey.ByClientKey(request.tenant(), key));
    }
  }

  private static void target(ResourceReading reading, ResourceId id, Needs needs) {
    if (StorableText.isStorable(id.value())) {
      needs.resource(reading.key(id));
    }
  }

  private static void body(ResourceReading reading, Result<Body> body, Needs needs) {
    if (body instanceof Result.Ok<Body>(Body sent)) {
      TenantId tenant = reading.request().tenant();
      ResourceTypeDefinition type = reading.type();
      for (TakenKey key : ResourceKeys.of(type, sent.document())) {
        needs.key(new KeyClaim(tenant, type.name(), key));
      }
      sent.members().forEach(member -> needs.type(reading.key(member)));
    }
  }

  private static void operations(ResourceReading reading, Patch patch, Needs needs) {
    if (!(patch.operations() instanceof Result.Ok<Operations>(Operations operations))) {
      return;
    }
    TenantId tenant = reading.request().tenant();
    ResourceKey group = reading.key(patch.id());
    for (MemberOperation operation : operations.members()) {
      switch (operation) {
        case MemberOperation.Add it ->
            it.members()
                .forEach(member -> {
                  var id = new ResourceId(member.id());
                  needs.type(reading.key(id));
                  needs.pair(new MembershipPair(tenant, group.id(), id));
                });
        case MemberOperation.Remove it ->
            it.ids()
                .forEach(
                    id -> needs.pair(new MembershipPair(tenant, group.id(), new ResourceId(id))));
        case MemberOperation.ReplaceAll it -> {
          whole(group, patch.ifMatch(), needs);
          it.members().forEach(member -> needs.type(reading.key(new ResourceId(member.id()))));
        }
        case MemberOperation.RemoveAll _ -> whole(group, patch.ifMatch(), needs);
        case MemberOperation.RemoveMatching(var filter) -> chosen(group, patch, filter, needs);
        case MemberOperation.Edit(var filter, _) -> chosen(group, patch, filter, needs);
      }
    }
  }

  private static void chosen(ResourceKey group, Patch patch, @Nullable Filter filter, Needs needs) {
    Optional<Set<String>> ids = filter == null ? Optional.empty() : MemberFilter.ids(filter);
    ids.ifPresentOrElse(
        some -> {
          for (String id : some) {
            var member = new ResourceId(id);
            needs.type(new ResourceKey(group.tenant(), member));
            needs.pair(new MembershipPair(group.tenant(), group.id(), member));
          }
        },
        () -> whole(group, patch.ifMatch(), needs));
  }

  /// The whole membership of a group. Under a condition it waits until the decision asks for it:
  /// the group may have 200,000 members, and a version that is not the client's needs none of them.
  private static void whole(ResourceKey group, List<String> ifMatch, Needs needs) {
    if (ifMatch.isEmpty()) {
      needs.membersOf(group);
    }
  }
}

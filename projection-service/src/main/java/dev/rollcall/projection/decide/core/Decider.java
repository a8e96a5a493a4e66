package dev.rollcall.projection.decide.core;

import dev.rollcall.projection.decide.core.Intent.Body;
import dev.rollcall.projection.decide.core.Intent.Create;
import dev.rollcall.projection.decide.core.Intent.Delete;
import dev.rollcall.projection.decide.core.Intent.Operations;
import dev.rollcall.projection.decide.core.Intent.Patch;
import dev.rollcall.projection.decide.core.Intent.Replace;
import dev.rollcall.projection.decide.core.Judgement.Decided;
import dev.rollcall.projection.decide.core.Judgement.Incomplete;
import dev.rollcall.projection.decide.core.MemberChanges.Difference;
import dev.rollcall.projection.decide.core.ResourceState.Present;
import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.event.Fact.MembersAdded;
import dev.rollcall.schemas.event.Fact.MembersRemoved;
import dev.rollcall.schemas.event.Fact.ResourceCreated;
import dev.rollcall.schemas.event.Fact.ResourceDeleted;
import dev.rollcall.schemas.event.Outcome;
import dev.rollcall.schemas.event.Outcome.Accepted;
import dev.rollcall.schemas.event.Outcome.Refused;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimError;
import dev.rollcall.scim.patch.PatchEngine;
import dev.rollcall.scim.resource.ResourceReplacement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The rules. A request and the state at its place in the log give an outcome and facts.
///
/// Refusals are checked in one order: not found (404), `If-Match` (412), semantics (400),
/// uniqueness (409). A request that changes nothing is accepted without facts, and version and time
/// of the resource stay.
public final class Decider {
  /// The version of these rules; stamped on every decision.
  public static final int RULE_VERSION = 1;

  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int NO_CONTENT = 204;

  /// Says whether a resource type is one under which definitions of a profile are kept.
  public static boolean isDefinition(String resourceType) {
    return ProfileDecider.isDefinition(resourceType);
  }

  /// Judges a request.
  public Judgement decide(Reading reading, WorkingState state) {
    try {
      Optional<Outcome> repeated = Retries.answer(reading, state);
      if (repeated.isPresent()) {
        return new Decided(repeated.get(), List.of());
      }
      return switch (reading) {
        case ResourceReading it -> judge(it, state);
        case BulkReading it -> BulkDecider.decide(it, BulkRepeats.known(it, state), state);
        case ProfileReading it -> ProfileDecider.decide(it, state);
        case ReservedReading it -> ReservedDecider.decide(it, state);
      };
    } catch (NotKnownException e) {
      return new Incomplete(e.needs());
    }
  }

  /// Judges a command about one resource.
  ///
  /// @throws NotKnownException where it needs to know more
  static Decided judge(ResourceReading reading, WorkingState state) {
    return switch (reading.intent()) {
      case Create it -> create(reading, it, state);
      case Replace it -> replace(reading, it, state);
      case Patch it -> patch(reading, it, state);
      case Delete it -> delete(reading, it, state);
    };
  }

  private static Decided create(ResourceReading reading, Create create, WorkingState state) {
    var ref = new ResourceRef(reading.type().name(), create.newId());
    return settled(
        create
            .body()
            .flatMap(body ->
                MemberChanges.initial(reading, create.newId(), body.members(), state)
                    .flatMap(DecisionSize::check)
                    .flatMap(members -> created(reading, ref, body, members, state))));
  }

  private static Result<Decided> created(
      ResourceReading reading, ResourceRef ref, Body body, Difference members, WorkingState state) {
    return DecisionSize.check(body.document())
        .flatMap(document -> Uniqueness.keys(reading, ref.id(), document, state))
        .map(keys -> {
          var facts = new ArrayList<Fact>();
          facts.add(new ResourceCreated(ref, 1, body.document(), keys));
          if (!members.added().isEmpty()) {
            facts.add(new MembersAdded(ref, 1, members.added()));
          }
          return new Decided(new Accepted(CREATED, ref, 1), facts);
        });
  }

  private static Decided replace(ResourceReading reading, Replace replace, WorkingState state) {
    return settled(
        Preconditions.met(reading, replace.id(), replace.ifMatch(), state)
            .flatMap(before ->
                replace
                    .body()
                    .flatMap(body -> replaced(reading, before, body, state))
                    .flatMap(change -> change.facts(reading, before, state))
                    .map(facts -> accepted(before, facts))));
  }

  private static Result<Change> replaced(
      ResourceReading reading, Present before, Body body, WorkingState state) {
    Result<Difference> members =
        RequestReader.hasMembers(reading.type())
            ? MemberChanges.replacing(reading, before.ref().id(), body.members(), state)
            : Result.ok(Difference.NONE);
    return ResourceReplacement.replace(reading.type(), before.document(), body.document())
        .flatMap(
            patched -> members.map(it -> new Change(patched.resource(), patched.changed(), it)));
  }

  private static Decided patch(ResourceReading reading, Patch patch, WorkingState state) {
    return settled(
        Preconditions.met(reading, patch.id(), patch.ifMatch(), state)
            .flatMap(before ->
                patch
                    .operations()
                    .flatMap(operations -> patched(reading, before, operations, state))
                    .flatMap(change -> change.facts(reading, before, state))
                    .map(facts -> accepted(before, facts))));
  }

  private static Result<Change> patched(
      ResourceReading reading, Present before, Operations operations, WorkingState state) {
    return PatchEngine.apply(
            reading.type(), before.document(), operations.attributes(), reading.leniency())
        .flatMap(patched ->
            MemberChanges.of(reading, before.ref().id(), operations.members(), state)
                .map(it -> new Change(patched.resource(), patched.changed(), it)));
  }

  private static Decided delete(ResourceReading reading, Delete delete, WorkingState state) {
    return settled(
        Preconditions.met(reading, delete.id(), delete.ifMatch(), state)
            .map(before -> {
              ResourceRef ref = before.ref();
              var facts = new ArrayList<Fact>(departures(reading, ref.id(), state));
              facts.add(new ResourceDeleted(ref, before.version() + 1));
              return new Decided(new Accepted(NO_CONTENT, ref, before.version() + 1), facts);
            }));
  }

  /// A resource that goes leaves the groups that it was in first, each of which steps one version.
  private static List<Fact> departures(
      ResourceReading reading, ResourceId leaver, WorkingState state) {
    var facts = new ArrayList<Fact>();
    for (ResourceId group : state.groupsOf(reading.key(leaver))) {
      if (state.resource(reading.key(group)) instanceof Present before) {
        facts.add(new MembersRemoved(before.ref(), before.version() + 1, List.of(leaver)));
      }
    }
    return facts;
  }

  /// Whether a change is answered with a body (200) or without (204) is the front door's choice.
  private static Decided accepted(Present before, List<Fact> facts) {
    long version = facts.isEmpty() ? before.version() : before.version() + 1;
    return new Decided(new Accepted(OK, before.ref(), version), facts);
  }

  private static Decided settled(Result<Decided> result) {
    return switch (result) {
      case Result.Ok<Decided>(Decided decided) -> decided;
      case Result.Refused<Decided>(ScimError error) -> new Decided(refused(error), List.of());
    };
  }

  static Refused refused(ScimError error) {
    return new Refused(
        error.status(),
        error.scimType() == null ? null : error.scimType().keyword(),
        error.detail());
  }
}

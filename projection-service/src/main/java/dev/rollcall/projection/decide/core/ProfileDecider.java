package dev.rollcall.projection.decide.core;

import dev.rollcall.projection.decide.core.Judgement.Decided;
import dev.rollcall.projection.decide.core.ResourceState.Absent;
import dev.rollcall.projection.decide.core.ResourceState.Present;
import dev.rollcall.schemas.event.Command.ReplaceResource;
import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.event.Fact.ResourceChanged;
import dev.rollcall.schemas.event.Fact.ResourceCreated;
import dev.rollcall.schemas.event.Outcome.Accepted;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimError;
import dev.rollcall.scim.profile.Profile;
import java.util.List;

/// Decides definitions. They are facts like all others, so that the profile under which a request
/// was decided can be known for any place of the log. Refusals in order: `If-Match` (412), the
/// document (400), what contradicts what is there (409).
final class ProfileDecider {
  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int PRECONDITION_FAILED = 412;

  private ProfileDecider() {}

  static boolean isDefinition(String resourceType) {
    return resourceType.equals(Profile.RESOURCE_TYPE) || resourceType.equals(Profile.DIALECTS);
  }

  static Decided decide(ProfileReading reading, WorkingState state) {
    ReplaceResource command = reading.command();
    ResourceState now = state.resource(reading.key());
    long version = now instanceof Present present ? present.version() : 0;
    if (!command.ifMatch().isEmpty()
        && (version == 0 || !IfMatch.holds(command.ifMatch(), version))) {
      return refused(
          new ScimError(
              PRECONDITION_FAILED, null, "The definition is at version W/\"" + version + "\""));
    }
    Result<Profile> defined =
        Storable.check(command.document())
            .flatMap(DecisionSize::check)
            .flatMap(document ->
                reading.before().defined(command.resourceType(), command.id().value(), document));
    return switch (defined) {
      case Result.Refused<Profile>(var error) -> refused(error);
      case Result.Ok<Profile> _ -> accepted(command, now);
    };
  }

  private static Decided accepted(ReplaceResource command, ResourceState now) {
    var ref = new ResourceRef(command.resourceType(), command.id());
    return switch (now) {
      case Absent _ ->
          new Decided(
              new Accepted(CREATED, ref, 1),
              List.of(new ResourceCreated(ref, 1, command.document(), List.of())));
      case Present present when present.document().equals(command.document()) ->
          new Decided(new Accepted(OK, ref, present.version()), List.of());
      case Present present -> {
        long next = present.version() + 1;
        Fact changed = new ResourceChanged(ref, next, command.document(), List.of());
        yield new Decided(new Accepted(OK, ref, next), List.of(changed));
      }
    };
  }

  private static Decided refused(ScimError error) {
    return new Decided(Decider.refused(error), List.of());
  }
}

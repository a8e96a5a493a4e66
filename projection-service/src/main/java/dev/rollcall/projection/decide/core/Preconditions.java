package dev.rollcall.projection.decide.core;

import dev.rollcall.projection.decide.core.ResourceState.Present;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimError;
import dev.rollcall.scim.schema.StorableText;
import java.util.List;

/// The checks that come before a body is looked at: the resource is there, and it is the version
/// that the client thinks it is.
final class Preconditions {
  private static final int PRECONDITION_FAILED = 412;

  private Preconditions() {}

  static Result<Present> met(
      ResourceReading reading, ResourceId id, List<String> ifMatch, WorkingState state) {
    // An id that no store can hold was never given out.
    if (!StorableText.isStorable(id.value())
        || !(state.resource(reading.key(id)) instanceof Present present)
        || !present.ref().type().equals(reading.type().name())) {
      return Result.refused(
          ScimError.notFound("No " + reading.type().name() + " has the id '" + id.value() + "'"));
    }
    if (!IfMatch.holds(ifMatch, present.version())) {
      return Result.refused(
          new ScimError(
              PRECONDITION_FAILED,
              null,
              "The resource is at version W/\"" + present.version() + "\""));
    }
    return Result.ok(present);
  }
}

package dev.rollcall.projection.decide.core;

import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.TakenKey;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimError;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.resource.ResourceKeys;
import java.util.List;

/// No two resources of a type in a tenant have the same key, at any position of the log.
final class Uniqueness {
  private static final int CONFLICT = 409;

  private Uniqueness() {}

  /// Returns the keys of a document that `owner` is to have, unless another resource has one.
  static Result<List<TakenKey>> keys(
      ResourceReading reading, ResourceId owner, JsonObject document, WorkingState state) {
    if (Storable.checkIndexed(document) instanceof Result.Refused<JsonObject>(var error)) {
      return Result.refused(error);
    }
    List<TakenKey> keys = ResourceKeys.of(reading.type(), document);
    for (TakenKey key : keys) {
      var claim = new KeyClaim(reading.request().tenant(), reading.type().name(), key);
      if (state.holder(claim).filter(holder -> !holder.equals(owner)).isPresent()) {
        return Result.refused(
            new ScimError(
                CONFLICT,
                ScimType.UNIQUENESS,
                "Another "
                    + reading.type().name()
                    + " already has this value of '"
                    + key.attribute()
                    + "'"));
      }
    }
    return Result.ok(keys);
  }
}

package dev.rollcall.projection.decide.core;

import dev.rollcall.projection.decide.core.Judgement.Decided;
import dev.rollcall.projection.decide.core.ResourceState.Present;
import dev.rollcall.schemas.event.Command.CreateResource;
import dev.rollcall.schemas.event.Command.DeleteResource;
import dev.rollcall.schemas.event.Command.PatchResource;
import dev.rollcall.schemas.event.Command.ReplaceResource;
import dev.rollcall.schemas.event.Fact.ResourceChanged;
import dev.rollcall.schemas.event.Fact.ResourceCreated;
import dev.rollcall.schemas.event.Outcome.Accepted;
import dev.rollcall.schemas.event.ReservedType;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimError;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.administration.TargetDocument;
import dev.rollcall.scim.schema.StorableText;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Decides what administrators record: resources of reserved types. Refusals in order: an id that
/// is none (400), not found (404), `If-Match` (412), the document (400), one that is there (409).
///
/// What is deleted leaves a mark in its place, because its name may be used again and its versions
/// must go on.
final class ReservedDecider {
  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int NO_CONTENT = 204;
  private static final int CONFLICT = 409;
  private static final int PRECONDITION_FAILED = 412;

  private final ReservedReading reading;
  private final ResourceRef ref;
  private final @Nullable Present now;

  private ReservedDecider(ReservedReading reading, @Nullable Present now) {
    this.reading = reading;
    this.ref = new ResourceRef(reading.type().typeName(), reading.id());
    this.now = now;
  }

  static Decided decide(ReservedReading reading, WorkingState state) {
    if (!reading.type().owns(reading.id()) || !StorableText.isStorable(reading.id().value())) {
      return refused(ScimError.badRequest(ScimType.INVALID_VALUE, "There is no such name."));
    }
    Present now = state.resource(reading.key()) instanceof Present it ? it : null;
    return new ReservedDecider(reading, now).decide();
  }

  private Decided decide() {
    Result<Decided> decided =
        switch (reading.command()) {
          case CreateResource it -> created(it.document());
          case ReplaceResource it ->
              matching(it.ifMatch())
                  .flatMap(_ -> become(it.document(), sent -> replaced(reading.type(), sent)));
          case PatchResource it ->
              there(it.ifMatch())
                  .flatMap(
                      before -> become(it.body(), patch -> patched(reading.type(), before, patch)));
          case DeleteResource it -> there(it.ifMatch()).map(_ -> deleted());
        };
    return switch (decided) {
      case Result.Ok<Decided>(var it) -> it;
      case Result.Refused<Decided>(var error) -> refused(error);
    };
  }

  private Result<Decided> created(JsonObject document) {
    return now == null
        ? become(document, sent -> replaced(reading.type(), sent))
        : Result.refused(new ScimError(CONFLICT, null, "This id is there already."));
  }

  private Result<JsonObject> replaced(ReservedType type, JsonObject sent) {
    return switch (type) {
      case TARGET -> TargetDocument.replaced(document(), sent);
      case DELIVERY_ACT -> Result.ok(sent);
    };
  }

  private static Result<JsonObject> patched(
      ReservedType type, JsonObject before, JsonObject patch) {
    return switch (type) {
      case TARGET -> TargetDocument.patched(before, patch);
      case DELIVERY_ACT ->
          Result.badRequest(ScimType.MUTABILITY, "What was done cannot be changed.");
    };
  }

  /// The document as it stands; null where there is none, or none any more.
  private @Nullable JsonObject document() {
    return now == null || TargetDocument.isDeleted(now.document()) ? null : now.document();
  }

  private Result<JsonObject> there(List<String> ifMatch) {
    JsonObject document = document();
    return document == null
        ? Result.refused(ScimError.notFound("There is no such " + reading.type().typeName() + "."))
        : matching(ifMatch).map(_ -> document);
  }

  private Result<Boolean> matching(List<String> ifMatch) {
    boolean there = document() != null;
    boolean holds = ifMatch.isEmpty() || (there && IfMatch.holds(ifMatch, version()));
    return holds
        ? Result.ok(there)
        : Result.refused(
            new ScimError(
                PRECONDITION_FAILED,
                null,
                there ? "It is at version W/\"" + version() + "\"" : "There is none yet"));
  }

  private Result<Decided> become(
      JsonObject sent, Function<JsonObject, Result<JsonObject>> settling) {
    return Storable.check(sent)
        .flatMap(settling)
        .flatMap(DecisionSize::check)
        .map(document ->
            document.equals(document())
                ? new Decided(new Accepted(OK, ref, version()), List.of())
                : changed(document, document() == null ? CREATED : OK));
  }

  private Decided deleted() {
    return changed(TargetDocument.deleted(), NO_CONTENT);
  }

  private Decided changed(JsonObject document, int status) {
    long version = version() + 1;
    var fact =
        now == null
            ? new ResourceCreated(ref, version, document, List.of())
            : new ResourceChanged(ref, version, document, List.of());
    return new Decided(new Accepted(status, ref, version), List.of(fact));
  }

  private long version() {
    return now == null ? 0 : now.version();
  }

  private static Decided refused(ScimError error) {
    return new Decided(Decider.refused(error), List.of());
  }
}

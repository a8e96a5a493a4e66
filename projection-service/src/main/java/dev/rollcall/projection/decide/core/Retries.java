package dev.rollcall.projection.decide.core;

import dev.rollcall.projection.decide.core.ResourceState.Absent;
import dev.rollcall.projection.decide.core.ResourceState.Present;
import dev.rollcall.schemas.event.Command.CreateResource;
import dev.rollcall.schemas.event.Outcome;
import dev.rollcall.schemas.event.Outcome.Accepted;
import dev.rollcall.schemas.event.Outcome.Refused;
import dev.rollcall.schemas.event.Request;
import dev.rollcall.schemas.event.RequestId;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.scim.schema.StorableText;
import java.util.Optional;

/// Answers a repeated request as the first one was answered, where nothing has changed since. Entra
/// repeats a POST whose answer it lost, and a 409 would leave that user stuck for good. For bulk
/// requests see [BulkRepeats].
final class Retries {
  private static final int CREATED = 201;
  private static final int DELETED = 204;
  private static final int ANOTHER_BODY = 422;

  private Retries() {}

  /// Returns the answer to a repeat, or empty where the normal rules hold.
  static Optional<Outcome> answer(Reading reading, WorkingState state) {
    Request request = reading.request();
    String clientKey = request.idempotencyKey();
    if (clientKey != null && StorableText.isStorable(clientKey)) {
      var key = new EarlierKey.ByClientKey(request.tenant(), clientKey);
      Optional<Earlier> earlier = state.earlier(key);
      if (earlier.isPresent()) {
        return sameCommand(reading, earlier.get())
            ? repeated(reading, earlier.get().outcome(), state)
            : Optional.of(
                new Refused(
                    ANOTHER_BODY, null, "The Idempotency-Key was used for another request"));
      }
    }
    RequestId retryOf = request.possibleRetryOf();
    if (retryOf == null || !StorableText.isStorable(retryOf.value())) {
      return Optional.empty();
    }
    return state
        .earlier(new EarlierKey.ByRequest(request.tenant(), retryOf.value()))
        .flatMap(earlier -> repeated(reading, earlier.outcome(), state));
  }

  private static boolean sameCommand(Reading reading, Earlier earlier) {
    return earlier.fingerprint() == null || earlier.fingerprint().equals(reading.fingerprint());
  }

  private static Optional<Outcome> repeated(Reading reading, Outcome first, WorkingState state) {
    boolean holds =
        switch (reading) {
          case ResourceReading it ->
              first instanceof Accepted accepted && stillHolds(it, accepted, state);
          // Goes by its operations.
          case BulkReading _ -> false;
          // The same definition again changes nothing by itself.
          case ProfileReading _ -> false;
          case ReservedReading it ->
              first instanceof Accepted accepted && stillHolds(it, accepted, state);
        };
    return holds ? Optional.of(first) : Optional.empty();
  }

  private static boolean stillHolds(ResourceReading reading, Accepted first, WorkingState state) {
    if (!first.resource().type().equals(reading.type().name())) {
      return false;
    }
    ResourceState now = state.resource(reading.key(first.resource().id()));
    return switch (reading.intent()) {
      case Intent.Create _ -> first.status() == CREATED && unchanged(now, first);
      case Intent.Replace it -> sameTarget(it.id(), first) && unchanged(now, first);
      case Intent.Patch it -> sameTarget(it.id(), first) && unchanged(now, first);
      case Intent.Delete it ->
          sameTarget(it.id(), first) && first.status() == DELETED && now instanceof Absent;
    };
  }

  /// What is deleted leaves a mark with a version of its own.
  private static boolean stillHolds(ReservedReading reading, Accepted first, WorkingState state) {
    boolean same =
        reading.command() instanceof CreateResource
            ? first.status() == CREATED && first.resource().type().equals(reading.type().typeName())
            : first.resource().id().equals(reading.id());
    return same
        && unchanged(
            state.resource(new ResourceKey(reading.request().tenant(), first.resource().id())),
            first);
  }

  private static boolean sameTarget(ResourceId id, Accepted first) {
    return first.status() != CREATED && id.equals(first.resource().id());
  }

  private static boolean unchanged(ResourceState now, Accepted first) {
    return now instanceof Present present && present.version() == first.version();
  }
}

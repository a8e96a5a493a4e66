package dev.rollcall.connector.target.scim;

import dev.rollcall.connector.delivery.core.Answer;
import dev.rollcall.connector.delivery.core.Answer.Created;
import dev.rollcall.connector.delivery.core.Answer.Done;
import dev.rollcall.connector.delivery.core.Answer.Failed;
import dev.rollcall.connector.delivery.core.Answer.Found;
import dev.rollcall.connector.delivery.core.Answer.NotFound;
import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.outbound.Reply;
import dev.rollcall.connector.outbound.Reply.Answered;
import dev.rollcall.connector.outbound.Reply.Unanswered;
import dev.rollcall.connector.target.Refusals;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.schemas.wire.MalformedJsonException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Classifies the answers of a SCIM server.
final class ScimReplies {
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final int GONE = 410;
  private static final String NO_TARGET = "noTarget";

  private final JsonCodec json = new JsonCodec(JsonLimits.RECORD);
  private final Refusals refusals;

  ScimReplies(Refusals refusals) {
    this.refusals = refusals;
  }

  Answer created(Reply reply) {
    return switch (reply) {
      case Unanswered(var failure) -> new Failed(failure);
      case Answered answered when isSuccess(answered) -> {
        Optional<JsonObject> body = body(answered);
        String id =
            body.flatMap(resource -> resource.text("id"))
                .or(() -> answered.header("location").map(ScimReplies::lastSegment))
                .orElse("");
        yield id.isEmpty()
            ? unusable(answered, "The target created something and does not say its id")
            : new Created(id, etag(answered, body.orElse(JsonObject.EMPTY)));
      }
      case Answered answered when answered.status() == NOT_FOUND -> new Failed(refused(answered));
      case Answered answered -> new Failed(refusals.of(answered));
    };
  }

  Answer done(Reply reply) {
    return switch (reply) {
      case Unanswered(var failure) -> new Failed(failure);
      case Answered answered when isSuccess(answered) ->
          new Done(etag(answered, body(answered).orElse(JsonObject.EMPTY)));
      case Answered answered -> new Failed(refusals.of(answered));
    };
  }

  /// The same of the removal of one member: who is no member any more is removed. RFC 7644 section
  /// 3.5.2.2 has it that a path that matches nothing is refused.
  Answer removed(Reply reply) {
    return reply instanceof Answered answered
            && answered.status() == BAD_REQUEST
            && body(answered)
                .flatMap(error -> error.text("scimType"))
                .filter(NO_TARGET::equals)
                .isPresent()
        ? new Done(null)
        : done(reply);
  }

  Answer read(Reply reply) {
    return switch (reply) {
      case Unanswered(var failure) -> new Failed(failure);
      case Answered answered when answered.status() == NOT_FOUND || answered.status() == GONE ->
          new NotFound();
      case Answered answered when isSuccess(answered) ->
          body(answered)
              .<Answer>map(resource -> found(answered, resource))
              .orElseGet(() -> unusable(answered, "The target's answer is not JSON"));
      case Answered answered -> new Failed(refusals.of(answered));
    };
  }

  /// Reads a list answer that was asked for the resource whose attribute has this value.
  Answer searched(Reply reply, String attribute, String value) {
    return switch (reply) {
      case Unanswered(var failure) -> new Failed(failure);
      case Answered answered when isSuccess(answered) ->
          body(answered)
              .map(list -> pick(answered, list, attribute, value))
              .orElseGet(() -> unusable(answered, "The target's answer is not JSON"));
      // Some servers answer 404 where nothing matches (RFC 7644 says 200 and an empty list).
      case Answered answered when answered.status() == NOT_FOUND -> new NotFound();
      case Answered answered -> new Failed(refusals.of(answered));
    };
  }

  /// A server that ignores the filter returns others: only what really matches counts.
  private Answer pick(Answered answered, JsonObject list, String attribute, String value) {
    // Google writes `resources`: attribute names have no letter case (RFC 7643 section 2.1).
    if (ScimList.get(list, "Resources") instanceof JsonArray(var resources)) {
      for (var each : resources) {
        if (each instanceof JsonObject resource
            && resource.text(attribute).filter(value::equalsIgnoreCase).isPresent()) {
          return found(answered, resource);
        }
      }
    }
    return new NotFound();
  }

  private Answer found(Answered answered, JsonObject resource) {
    return resource
        .text("id")
        .<Answer>map(id -> new Found(id, version(resource), resource))
        .orElseGet(() -> unusable(answered, "The target shows a resource without an id"));
  }

  private static @Nullable String etag(Answered answered, JsonObject body) {
    String version = version(body);
    return answered.header("etag").orElse(version);
  }

  private static @Nullable String version(JsonObject resource) {
    return resource.get("meta") instanceof JsonObject meta
        ? meta.text("version").orElse(null)
        : null;
  }

  Optional<JsonObject> body(Answered answered) {
    try {
      return answered.body().isEmpty()
          ? Optional.empty()
          : Optional.of(json.readObject(answered.body().bytes()));
    } catch (MalformedJsonException _) {
      return Optional.empty();
    }
  }

  /// Says whether nothing is there that answers.
  static boolean isMissing(Reply reply) {
    return reply instanceof Answered answered && answered.status() == NOT_FOUND;
  }

  /// An answer to a list that is no success.
  Failure failure(Answered answered) {
    return refusals.of(answered);
  }

  private Failure refused(Answered answered) {
    Failure failure = refusals.of(answered);
    return new Failure(FailureKind.REFUSED, failure.status(), null, failure.text());
  }

  private static Answer unusable(Answered answered, String text) {
    return new Failed(new Failure(FailureKind.UNUSABLE_ANSWER, answered.status(), null, text));
  }

  static boolean isSuccess(Answered answered) {
    return answered.status() >= 200 && answered.status() < 300;
  }

  private static String lastSegment(String location) {
    return location.substring(location.lastIndexOf('/') + 1);
  }
}

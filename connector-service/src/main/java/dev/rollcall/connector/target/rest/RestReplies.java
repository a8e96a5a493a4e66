package dev.rollcall.connector.target.rest;

import dev.rollcall.connector.delivery.core.Answer;
import dev.rollcall.connector.delivery.core.Answer.Created;
import dev.rollcall.connector.delivery.core.Answer.Done;
import dev.rollcall.connector.delivery.core.Answer.Failed;
import dev.rollcall.connector.delivery.core.Answer.Found;
import dev.rollcall.connector.delivery.core.Answer.NotFound;
import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.mapping.core.Mapping;
import dev.rollcall.connector.outbound.Reply;
import dev.rollcall.connector.outbound.Reply.Answered;
import dev.rollcall.connector.outbound.Reply.Unanswered;
import dev.rollcall.connector.target.Refusals;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.schemas.wire.MalformedJsonException;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// Classifies answers by the tables of their templates.
final class RestReplies {
  private final JsonCodec json = new JsonCodec(JsonLimits.RECORD);
  private final Refusals refusals;

  /// Makes an answer of a reply to a template.
  @FunctionalInterface
  interface Reading {
    Answer of(Template template, Reply reply);
  }

  RestReplies(Refusals refusals) {
    this.refusals = refusals;
  }

  Answer done(Template template, Reply reply) {
    return read(template, reply, (_, _) -> new Done(null));
  }

  /// A member that is there already need not be added: an answer may have been lost, and a group
  /// may be sent again.
  Answer added(Template template, Reply reply) {
    return settled(template, reply, template.statuses().conflict());
  }

  /// A member that is not there need not be removed.
  Answer removed(Template template, Reply reply) {
    return settled(template, reply, template.statuses().absent());
  }

  private Answer settled(Template template, Reply reply, Set<Integer> asWished) {
    return reply instanceof Answered answered && asWished.contains(answered.status())
        ? new Done(null)
        : done(template, reply);
  }

  Answer created(Template template, Reply reply) {
    return read(
        template,
        reply,
        (_, answered) ->
            switch (told(template, answered)) {
              case Told.It(var remoteId, _) -> new Created(remoteId, null);
              case Told.Nothing _, Told.Absent _ ->
                  unusable(answered, "The answer to the creation does not say the app's id");
              case Told.Unclear(var why) -> unusable(answered, why);
            });
  }

  Answer found(Template template, Reply reply) {
    if (reply instanceof Answered answered && isAbsent(template, answered)) {
      return new NotFound();
    }
    return read(
        template,
        reply,
        (_, answered) ->
            switch (told(template, answered)) {
              case Told.It(var remoteId, var resource) -> new Found(remoteId, null, resource);
              case Told.Nothing _, Told.Absent _ -> new NotFound();
              case Told.Unclear(var why) -> unusable(answered, why);
            });
  }

  /// One that was asked for by its id. An answer that tells of nobody does not say that they are
  /// gone: it may be in another form than it was. Nor does one that tells of somebody else.
  Answer shown(Template template, Reply reply, String remoteId) {
    Answer answer = found(template, reply);
    if (!(reply instanceof Answered answered)) {
      return answer;
    }
    return switch (answer) {
      case NotFound _ when !saysSo(template, answered) ->
          unusable(answered, "The answer to the reading does not say the app's id");
      case Found(var id, _, _, _) when !id.equals(remoteId) ->
          unusable(answered, "The app shows another one than it was asked for");
      case Answer _ -> answer;
    };
  }

  private boolean saysSo(Template template, Answered answered) {
    return isAbsent(template, answered) || told(template, answered) instanceof Told.Absent;
  }

  /// A resource on a list; empty where the expression leaves it out.
  Optional<Told.It> listed(Template template, Json item) throws Unreadable {
    JsonObject input = JsonObject.of("body", item);
    return switch (told(template, input)) {
      case Told.It it -> Optional.of(it);
      case Told.Absent _ -> Optional.empty();
      case Told.Nothing _ -> throw new Unreadable("The app's list has something without an id");
      case Told.Unclear(var why) -> throw new Unreadable(why);
    };
  }

  /// The answer is no list that could be relied on.
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
      super(message);
    }
  }

  /// The body of an answer.
  Json body(Answered answered) throws Unreadable {
    try {
      return json.read(answered.body().bytes());
    } catch (MalformedJsonException _) {
      throw new Unreadable("The answer is not JSON");
    }
  }

  private Answer read(
      Template template, Reply reply, BiFunction<Template, Answered, Answer> success) {
    return switch (reply) {
      case Unanswered(var failure) -> new Failed(failure);
      case Answered answered when template.statuses().done().contains(answered.status()) ->
          success.apply(template, answered);
      case Answered answered -> new Failed(failure(template, answered));
    };
  }

  Failure failure(Template template, Answered answered) {
    Failure failure = refusals.of(answered);
    if (isAbsent(template, answered)) {
      return as(FailureKind.VANISHED, failure);
    }
    if (template.statuses().conflict().contains(answered.status())) {
      return as(FailureKind.CONFLICT, failure);
    }
    return switch (failure.kind()) {
      // What this app means by these is not in its table.
      case VANISHED, CONFLICT, STALE -> as(FailureKind.REFUSED, failure);
      case FailureKind _ -> failure;
    };
  }

  static boolean isAbsent(Template template, Answered answered) {
    return template.statuses().absent().contains(answered.status());
  }

  /// What an answer tells.
  sealed interface Told {
    record It(String remoteId, JsonObject resource) implements Told {}

    /// The expression gives no value.
    record Nothing() implements Told {}

    /// The expression gives `false`. It cannot say so by `null`: mappings know no difference
    /// between that and no value.
    record Absent() implements Told {}

    record Unclear(String why) implements Told {}
  }

  /// The expression gives an id, or an object with `id` and, in SCIM's words, `resource`.
  private Told told(Template template, Answered answered) {
    var input = JsonObject.builder().put("status", answered.status());
    try {
      if (!answered.body().isEmpty()) {
        input.put("body", json.read(answered.body().bytes()));
      }
    } catch (MalformedJsonException _) {
      return new Told.Unclear("The answer is not JSON");
    }
    return told(template, input.build());
  }

  private static Told told(Template template, JsonObject input) {
    Mapping answer = template.answer();
    if (answer == null) {
      return new Told.Nothing();
    }
    return switch (answer.map(input)) {
      case Mapping.Outcome.Failed(var why) ->
          new Told.Unclear("The expression for the answer failed: " + why);
      case Mapping.Outcome.Mapped(var result) -> it(result.get("answer"));
    };
  }

  private static Told it(@Nullable Json answer) {
    return switch (answer) {
      case null -> new Told.Nothing();
      case JsonString(var id) when !id.isEmpty() -> new Told.It(id, JsonObject.EMPTY);
      case JsonNumber(var id) -> new Told.It(id.toPlainString(), JsonObject.EMPTY);
      case JsonObject object -> it(object);
      case JsonBoolean(var there) when !there -> new Told.Absent();
      case Json unassigned when unassigned.isUnassigned() -> new Told.Nothing();
      case Json _ -> new Told.Unclear("The expression for the answer gives no id");
    };
  }

  private static Told it(JsonObject object) {
    JsonObject resource =
        object.get("resource") instanceof JsonObject given ? given : JsonObject.EMPTY;
    return switch (object.get("id")) {
      case JsonString(var id) when !id.isEmpty() -> new Told.It(id, resource);
      case JsonNumber(var id) -> new Told.It(id.toPlainString(), resource);
      case null -> new Told.Nothing();
      case Json _ -> new Told.Unclear("The expression for the answer gives no id");
    };
  }

  private static Answer unusable(Answered answered, String why) {
    return new Failed(new Failure(FailureKind.UNUSABLE_ANSWER, answered.status(), null, why));
  }

  private static Failure as(FailureKind kind, Failure failure) {
    return new Failure(kind, failure.status(), failure.retryAfter(), failure.text());
  }
}

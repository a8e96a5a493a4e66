package dev.rollcall.connector.target.rest;

import dev.rollcall.connector.delivery.core.Action;
import dev.rollcall.connector.delivery.core.Action.AddMembers;
import dev.rollcall.connector.delivery.core.Action.Create;
import dev.rollcall.connector.delivery.core.Action.Deactivate;
import dev.rollcall.connector.delivery.core.Action.Delete;
import dev.rollcall.connector.delivery.core.Action.Publish;
import dev.rollcall.connector.delivery.core.Action.Reactivate;
import dev.rollcall.connector.delivery.core.Action.RemoveMembers;
import dev.rollcall.connector.delivery.core.Action.Reread;
import dev.rollcall.connector.delivery.core.Action.Resolve;
import dev.rollcall.connector.delivery.core.Action.Update;
import dev.rollcall.connector.delivery.core.Answer;
import dev.rollcall.connector.delivery.core.Answer.Created;
import dev.rollcall.connector.delivery.core.Answer.Done;
import dev.rollcall.connector.delivery.core.Answer.Failed;
import dev.rollcall.connector.delivery.core.Answer.Found;
import dev.rollcall.connector.delivery.core.Answer.NotFound;
import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.delivery.core.MemberGap;
import dev.rollcall.connector.delivery.core.Planner;
import dev.rollcall.connector.outbound.HttpCall;
import dev.rollcall.connector.outbound.Outbound;
import dev.rollcall.connector.outbound.Reply;
import dev.rollcall.connector.target.Refusals;
import dev.rollcall.connector.target.RemoteApp;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// An app that is called as its owner wrote it down. A type of resource without operations is left
/// out: whatever is asked for it is done.
final class RestApp implements RemoteApp {
  private static final String LEFT_OUT = "-";
  private static final String ACTIVE = "active";

  private final Outbound outbound;
  private final RestConnection connection;
  private final RestRequests requests;
  private final RestReplies replies;

  RestApp(Outbound outbound, RestConnection connection, Refusals refusals) {
    this.outbound = outbound;
    this.connection = connection;
    this.requests = new RestRequests(connection);
    this.replies = new RestReplies(refusals);
  }

  @Override
  public Mono<Answer> perform(ResourceRef resource, Action.Call call) {
    Map<Verb, Template> verbs = connection.operations().get(resource.type());
    return verbs == null ? Mono.just(leftOut(call)) : new Attempt(resource, verbs).perform(call);
  }

  private static Answer leftOut(Action.Call call) {
    return switch (call) {
      case Create _ -> new Created(LEFT_OUT, null);
      case Resolve _ -> new NotFound();
      case Reread(var remoteId) -> new Found(remoteId, null, JsonObject.EMPTY);
      case Update _,
          Deactivate _,
          Reactivate _,
          Delete _,
          AddMembers _,
          RemoveMembers _,
          Publish _ ->
          new Done(null);
    };
  }

  RestRequests requests() {
    return requests;
  }

  RestReplies replies() {
    return replies;
  }

  Outbound outbound() {
    return outbound;
  }

  /// Asks for a token where one is needed, and searches for somebody who is not there where the
  /// search is a `GET`: of no other operation is it known that it changes nothing.
  @Override
  public Mono<Answer> probe() {
    return authorized()
        .switchIfEmpty(
            Mono.defer(() -> new RestTestCall(this, connection).answer())
                .subscribeOn(Schedulers.boundedElastic()));
  }

  /// The failure to get a token, or nothing.
  Mono<Answer> authorized() {
    return outbound.authorize().map(Failed::new);
  }

  private final class Attempt {
    private final ResourceRef resource;
    private final Map<Verb, Template> verbs;

    Attempt(ResourceRef resource, Map<Verb, Template> verbs) {
      this.resource = resource;
      this.verbs = verbs;
    }

    Mono<Answer> perform(Action.Call call) {
      return switch (call) {
        case Create(var shape) -> say(Verb.CREATE, input(null, shape), replies::created);
        case Resolve(var shape) ->
            say(Verb.FIND, input(null, shape), replies::found)
                .flatMap(this::whole)
                .map(answer -> wanted(answer, shape));
        case Reread(var remoteId) -> reread(remoteId);
        case Update(var remoteId, _, var shadow, var shape) -> changed(remoteId, shadow, shape);
        case Deactivate(var remoteId, _, var shadow) ->
            activity(Verb.DEACTIVATE, remoteId, shadow, false);
        case Reactivate(var remoteId, _, var shadow) ->
            activity(Verb.REACTIVATE, remoteId, shadow, true);
        case Delete(var remoteId, _) ->
            say(Verb.DELETE, input(remoteId, JsonObject.EMPTY), replies::done);
        case AddMembers(var remoteId, var members) ->
            members(Verb.ADD_MEMBERS, remoteId, members, MemberGap::linkedRemoteId);
        case RemoveMembers(var remoteId, var members) ->
            members(Verb.REMOVE_MEMBERS, remoteId, members, MemberGap::removableRemoteId);
        case Publish _ -> throw new IllegalStateException("It gets differences, not facts");
      };
    }

    /// Where a search gives the id alone, a read says whose the resource is.
    private Mono<Answer> whole(Answer answer) {
      return answer instanceof Found(var remoteId, _, var remote, _) && remote.members().isEmpty()
          ? reread(remoteId)
          : Mono.just(answer);
    }

    /// Without a way to read, what was last confirmed is all that is known, and all is sent again.
    private Mono<Answer> reread(String remoteId) {
      return verbs.containsKey(Verb.READ)
          ? say(
                  Verb.READ,
                  input(remoteId, JsonObject.EMPTY),
                  (template, reply) -> replies.shown(template, reply, remoteId))
              .map(answer -> inPart(answer, template(Verb.READ).shows()))
          : Mono.just(new Found(remoteId, null, JsonObject.EMPTY, Set.of()));
    }

    private static Answer inPart(Answer answer, Set<String> shows) {
      return answer instanceof Found(var remoteId, var etag, var remote, _) && !shows.isEmpty()
          ? new Found(remoteId, etag, remote, shows)
          : answer;
    }

    /// Some apps show somebody whoever is asked for. Who shows another value than was searched by
    /// is somebody else, whose account must not become this one's.
    private Answer wanted(Answer answer, JsonObject shape) {
      if (!(answer instanceof Found(_, _, var remote, _))) {
        return answer;
      }
      return template(Verb.FIND).path().placeholders().stream()
              .allMatch(name -> agree(shape.text(name), remote.text(name)))
          ? answer
          : new Failed(
              Failure.of(
                  FailureKind.UNUSABLE_ANSWER,
                  "The app's search shows another one than was asked"));
    }

    private static boolean agree(Optional<String> asked, Optional<String> shown) {
      return asked.isEmpty() || shown.isEmpty() || asked.get().equalsIgnoreCase(shown.get());
    }

    /// Who goes on or off by a way of the app's own goes that way, also where more changes.
    private Mono<Answer> changed(String remoteId, JsonObject shadow, JsonObject shape) {
      boolean active = Planner.isActive(shape);
      Verb turn = active ? Verb.REACTIVATE : Verb.DEACTIVATE;
      if (active == Planner.isActive(shadow) || !verbs.containsKey(turn)) {
        return told(Verb.UPDATE, remoteId, shadow, shape);
      }
      JsonObject turned = shadow.with(ACTIVE, JsonBoolean.of(active));
      return activity(turn, remoteId, shadow, active)
          .flatMap(answer ->
              answer instanceof Done && !turned.equals(shape)
                  ? told(Verb.UPDATE, remoteId, turned, shape)
                  : Mono.just(answer));
    }

    /// An app without a way of its own to deactivate is told by an update.
    private Mono<Answer> activity(Verb verb, String remoteId, JsonObject shadow, boolean active) {
      JsonObject shape = shadow.with(ACTIVE, JsonBoolean.of(active));
      return told(verbs.containsKey(verb) ? verb : Verb.UPDATE, remoteId, shadow, shape);
    }

    private Mono<Answer> told(Verb verb, String remoteId, JsonObject before, JsonObject shape) {
      JsonObject input = input(remoteId, shape).toBuilder().put("before", before).build();
      return say(verb, input, replies::done);
    }

    private Mono<Answer> members(
        Verb verb,
        String remoteId,
        List<MemberGap> members,
        Function<MemberGap, @Nullable String> remote) {
      Template template = template(verb);
      JsonObject input = input(remoteId, JsonObject.EMPTY);
      if (!template.isPerMember()) {
        RestReplies.Reading reading =
            verb == Verb.ADD_MEMBERS && members.size() == 1 ? replies::added : replies::done;
        return say(verb, RestRequests.withMembers(input, members, remote), reading);
      }
      return Flux.fromIterable(members)
          .concatMap(member ->
              send(
                  verb,
                  RestRequests.withMembers(input, List.of(member), remote),
                  reply ->
                      verb == Verb.REMOVE_MEMBERS
                          ? replies.removed(template, reply)
                          : replies.added(template, reply)))
          .takeUntil(answer -> answer instanceof Failed)
          .last();
    }

    private Mono<Answer> say(Verb verb, JsonObject input, RestReplies.Reading reading) {
      return send(verb, input, reply -> reading.of(template(verb), reply));
    }

    /// Expressions may take a while: they are evaluated on no thread that others wait for.
    private Mono<Answer> send(Verb verb, JsonObject input, Function<Reply, Answer> reading) {
      return Mono.defer(() -> written(verb, input, reading))
          .subscribeOn(Schedulers.boundedElastic());
    }

    private Mono<Answer> written(Verb verb, JsonObject input, Function<Reply, Answer> reading) {
      return switch (requests.of(template(verb), input)) {
        case RestRequests.Written.Request(HttpCall request) ->
            outbound.send(request).publishOn(Schedulers.boundedElastic()).map(reading);
        case RestRequests.Written.Impossible(var why) ->
            Mono.just(new Failed(Failure.of(FailureKind.UNMAPPABLE, why)));
      };
    }

    private JsonObject input(@Nullable String remoteId, JsonObject shape) {
      return JsonObject.builder()
          .put("id", resource.id().value())
          .putIfPresent("remoteId", remoteId)
          .put("resource", shape)
          .build();
    }

    private Template template(Verb verb) {
      return Objects.requireNonNull(verbs.get(verb), "It was asked for when it was read");
    }
  }
}

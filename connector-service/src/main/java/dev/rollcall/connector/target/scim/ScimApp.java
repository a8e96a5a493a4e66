package dev.rollcall.connector.target.scim;

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
import dev.rollcall.connector.delivery.core.Answer.Done;
import dev.rollcall.connector.delivery.core.Answer.Failed;
import dev.rollcall.connector.delivery.core.Answer.Found;
import dev.rollcall.connector.delivery.core.Answer.NotFound;
import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.delivery.core.Profile;
import dev.rollcall.connector.outbound.HttpCall;
import dev.rollcall.connector.outbound.Outbound;
import dev.rollcall.connector.outbound.Reply;
import dev.rollcall.connector.target.ReadableApp;
import dev.rollcall.connector.target.Refusals;
import dev.rollcall.connector.target.scim.ScimRequests.Known;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/// A SCIM 2.0 server as a downstream app.
final class ScimApp implements ReadableApp {
  private static final String USER = "User";
  private static final String NOBODY = "rollcall-test-call";

  private final Outbound outbound;
  private final Profile profile;
  private final ScimRequests requests;
  private final ScimReplies replies;

  ScimApp(Outbound outbound, ScimConnection connection, Profile profile, Refusals refusals) {
    this.outbound = outbound;
    this.profile = profile;
    this.requests = new ScimRequests(connection, profile);
    this.replies = new ScimReplies(refusals);
  }

  @Override
  public Mono<Answer> perform(ResourceRef resource, Action.Call call) {
    return switch (call) {
      case Create(var shape) -> send(requests.create(resource, shape)).map(replies::created);
      case Resolve(var shape) -> resolve(resource, shape, profile.finding().of(resource.type()));
      case Reread(var remoteId) ->
          outbound.send(requests.read(resource, remoteId)).map(replies::read);
      case Update(var remoteId, var etag, var shadow, var shape) ->
          update(resource, new Known(remoteId, etag), shadow, shape);
      case Deactivate(var remoteId, var etag, var shadow) ->
          activity(resource, new Known(remoteId, etag), shadow, false);
      case Reactivate(var remoteId, var etag, var shadow) ->
          activity(resource, new Known(remoteId, etag), shadow, true);
      case Delete(var remoteId, var etag) ->
          done(requests.delete(resource, new Known(remoteId, etag)));
      case AddMembers(var remoteId, var members) ->
          members(resource, remoteId, PatchBody.adding(members), replies::done);
      case RemoveMembers(var remoteId, var members) ->
          members(
              resource,
              remoteId,
              PatchBody.removing(members, profile.messages().memberRemoval()),
              members.size() == 1 ? replies::removed : replies::done);
      case Publish _ ->
          throw new IllegalStateException("A SCIM server gets differences, not facts");
    };
  }

  @Override
  public List<String> types() {
    return List.of(USER, "Group");
  }

  @Override
  public Reading<Shown> read(String resourceType) {
    var source = new ScimListing.Source(outbound, requests, replies, resourceType);
    return new ScimListing(source, profile.listing().paging(), profile.listing().pageSize());
  }

  @Override
  public Reading<String> members(String remoteId) {
    return new ScimMembers(outbound, requests, replies, remoteId);
  }

  @Override
  public boolean showsMembers() {
    return profile.listing().showsMembers();
  }

  /// What a server says of schemas is its own business, and a password is never returned (RFC 7643
  /// section 4.1.1).
  @Override
  public JsonObject asRead(String resourceType, JsonObject shape) {
    return shape.without("schemas").without("password");
  }

  /// Searches as [Action.Resolve] does, for somebody who is not there: that needs the address, the
  /// token and the search to be right. A 404 may mean that nobody was found, or that there is no
  /// SCIM server at this address: then it has to show where it describes itself.
  @Override
  public Mono<Answer> probe() {
    var nobody = new ResourceRef(USER, new ResourceId(NOBODY));
    String attribute = profile.finding().users().getFirst();
    return outbound
        .send(requests.search(nobody, FilterText.equal(attribute, NOBODY)))
        .flatMap(reply ->
            switch (replies.searched(reply, attribute, NOBODY)) {
              case Failed failed -> Mono.just(failed);
              case Answer _ when ScimReplies.isMissing(reply) -> described();
              case Answer _ -> Mono.just(new Done(null));
            });
  }

  private Mono<Answer> described() {
    String path = profile.listing().configPath();
    return outbound
        .send(requests.description(path))
        .map(reply ->
            ScimReplies.isMissing(reply)
                ? new Failed(
                    Failure.of(
                        FailureKind.UNUSABLE_ANSWER,
                        "It answers 404 to a search and to /"
                            + path
                            + ": the address seems not to be a SCIM base URL"))
                : replies.done(reply));
  }

  private Mono<Answer> done(HttpCall call) {
    return send(call).map(replies::done);
  }

  /// What the target would not even read is not sent.
  private Mono<Reply> send(HttpCall call) {
    int bytes = call.body().bytes().length;
    int most = profile.messages().bodyBytesMax();
    return bytes <= most
        ? outbound.send(call)
        : Mono.just(
            new Reply.Unanswered(
                Failure.of(
                    FailureKind.REFUSED,
                    "The message has " + bytes + " bytes, and the target takes " + most)));
  }

  private Mono<Answer> update(
      ResourceRef resource, Known known, JsonObject shadow, JsonObject shape) {
    if (replaces(resource)) {
      return done(requests.replace(resource, known, shape));
    }
    List<JsonObject> operations = PatchBody.difference(shadow, shape);
    return operations.isEmpty()
        ? Mono.just(new Done(known.etag()))
        : done(requests.patch(resource, known, PatchBody.message(operations)));
  }

  private Mono<Answer> activity(
      ResourceRef resource, Known known, JsonObject shadow, boolean active) {
    return replaces(resource)
        ? done(requests.replace(resource, known, shadow.with("active", JsonBoolean.of(active))))
        : done(requests.patch(resource, known, PatchBody.active(active)));
  }

  /// A PUT of a group would have to carry all its members.
  private boolean replaces(ResourceRef resource) {
    return switch (profile.messages().update()) {
      case PUT -> resource.type().equals(USER);
      case PATCH -> false;
    };
  }

  private Mono<Answer> members(
      ResourceRef resource, String remoteId, JsonObject message, Function<Reply, Answer> reading) {
    HttpCall call = requests.patch(resource, new Known(remoteId, null), message);
    return send(call)
        .map(reading)
        .flatMap(answer ->
            answer instanceof Failed(var failure) && failure.kind() == FailureKind.VANISHED
                ? whichVanished(resource, remoteId, failure)
                : Mono.just(answer));
  }

  /// A 404 to a change of members may mean the group or one of the members.
  private Mono<Answer> whichVanished(ResourceRef resource, String remoteId, Failure failure) {
    return outbound
        .send(requests.read(resource, remoteId))
        .map(reply ->
            switch (replies.read(reply)) {
              case NotFound _ -> new Failed(failure);
              case Failed other -> other;
              case Answer _ ->
                  new Failed(
                      new Failure(
                          FailureKind.CONFLICT,
                          failure.status(),
                          null,
                          "The target has the group and misses one of these members"));
            });
  }

  /// Our id first where the target can search for it, since it names us as the owner; then the
  /// name, under which an account may have been made by hand.
  private Mono<Answer> resolve(ResourceRef resource, JsonObject shape, List<String> attributes) {
    return search(resource, attributes.getFirst(), shape)
        .flatMap(answer ->
            switch (answer) {
              case Found found -> Mono.just(found);
              case Failed(var failure) when failure.kind() != FailureKind.REFUSED ->
                  Mono.just(answer);
              case Answer last when attributes.size() == 1 -> Mono.just(last);
              case Answer _ -> resolve(resource, shape, attributes.subList(1, attributes.size()));
            });
  }

  private Mono<Answer> search(ResourceRef resource, String attribute, JsonObject shape) {
    Optional<String> value = shape.text(attribute);
    return value.isEmpty()
        ? Mono.just(new NotFound())
        : outbound
            .send(requests.search(resource, FilterText.equal(attribute, value.get())))
            .map(reply -> replies.searched(reply, attribute, value.get()));
  }
}

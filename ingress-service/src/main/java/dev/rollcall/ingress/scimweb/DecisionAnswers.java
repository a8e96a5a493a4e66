package dev.rollcall.ingress.scimweb;

import dev.rollcall.ingress.journal.Decided;
import dev.rollcall.ingress.reads.ReadAnswer;
import dev.rollcall.ingress.reads.Reads;
import dev.rollcall.ingress.reads.ReadsUnavailableException;
import dev.rollcall.ingress.reads.TenantProfile;
import dev.rollcall.schemas.event.Command;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.event.Fact.MembersAdded;
import dev.rollcall.schemas.event.Fact.ResourceCreated;
import dev.rollcall.schemas.event.Member;
import dev.rollcall.schemas.event.Outcome;
import dev.rollcall.schemas.event.Outcome.Accepted;
import dev.rollcall.schemas.event.Outcome.Performed;
import dev.rollcall.schemas.event.Outcome.Quarantined;
import dev.rollcall.schemas.event.Outcome.Refused;
import dev.rollcall.schemas.event.Request;
import dev.rollcall.schemas.event.RequestId;
import dev.rollcall.schemas.event.Surroundings;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.scim.ScimError;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.Urns;
import dev.rollcall.scim.resource.ResourceRenderer;
import dev.rollcall.scim.resource.ResourceState;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/// The answer to a write, from its decision.
final class DecisionAnswers {
  private final JsonCodec json = new JsonCodec(JsonLimits.RECORD);
  private final Reads reads;
  private final ErrorAnswers errors;
  private final String scimBaseUrl;

  DecisionAnswers(Reads reads, ErrorAnswers errors, String scimBaseUrl) {
    this.reads = reads;
    this.errors = errors;
    this.scimBaseUrl = scimBaseUrl;
  }

  Mono<ServerResponse> answer(
      TenantProfile profile, Request request, Decided decided, Selected selected) {
    Outcome outcome = decided.decision().outcome();
    return switch (outcome) {
      case Accepted it -> accepted(new Carried(profile, request, selected, it), decided);
      case Refused _, Quarantined _, Performed _ -> errors.answer(error(request, outcome));
    };
  }

  /// A request that was carried out.
  private record Carried(
      TenantProfile profile, Request request, Selected selected, Accepted accepted) {}

  /// What a client is told where its request was not carried out.
  static ScimError error(Request request, Outcome outcome) {
    return switch (outcome) {
      case Refused it -> error(it);
      case Quarantined it -> error(request.id(), it);
      case Accepted _, Performed _ ->
          throw new IllegalStateException("The decision answers another kind of request");
    };
  }

  static ScimError error(RequestId request, Quarantined quarantined) {
    return new ScimError(
        quarantined.status(), null, "Something is wrong on our side; request id " + request + ".");
  }

  static ScimError error(Refused refused) {
    return new ScimError(refused.status(), scimType(refused.scimType()), refused.detail());
  }

  private Mono<ServerResponse> accepted(Carried carried, Decided decided) {
    return switch (carried.request().command()) {
      case Command.CreateResource _ ->
          created(decided.decision())
              .map(fact -> created(carried, decided.decision(), fact))
              // A repeat of a create that was accepted before changed nothing: the resource is
              // there.
              .orElseGet(() -> readOrDone(carried));
      case Command.ReplaceResource _ -> changed(carried, decided);
      case Command.PatchResource it ->
          // A group may have 200,000 members: its PATCH has no body unless one is asked for.
          it.resourceType().equals("Group") && !carried.selected().asked()
              ? ServerResponse.noContent()
                  .header(
                      HttpHeaders.ETAG, ResourceRenderer.entityTag(carried.accepted().version()))
                  .build()
              : changed(carried, decided);
      case Command.DeleteResource _ -> ServerResponse.noContent().build();
      case Command.Bulk _ ->
          throw new IllegalStateException("A bulk request is not accepted as one");
    };
  }

  /// Read where the directory has more to show; without that where it cannot be read now, because
  /// the client must learn the id of what it has created.
  private Mono<ServerResponse> created(Carried carried, Decision decision, ResourceCreated fact) {
    Mono<ServerResponse> alone = Mono.defer(() -> createdAnswer(carried, decision, fact));
    // Deleted in between by another client: it was created all the same.
    return isWhole(fact.document())
        ? alone
        : read(carried)
            .switchIfEmpty(alone)
            .onErrorResume(ReadsUnavailableException.class, _ -> alone);
  }

  /// From the decision where it came with all that the directory has beside it, and read otherwise.
  private Mono<ServerResponse> changed(Carried carried, Decided decided) {
    Surroundings around = decided.surroundings();
    JsonObject document = changed(decided.decision()).orElse(null);
    if (around == null || document == null || !isWhole(document)) {
      return readOrDone(carried);
    }
    Accepted accepted = carried.accepted();
    var state =
        new ResourceState(
            accepted.resource().id(),
            document,
            accepted.version(),
            around.created(),
            decided.decision().recordedAt());
    return shown(carried, around.groups().isEmpty() ? state : state.withGroups(around.groups()));
  }

  /// What a resource became by the decision; empty where it stayed as it was.
  private static Optional<JsonObject> changed(Decision decision) {
    return decision.facts().stream()
        .flatMap(fact ->
            switch (fact) {
              case Fact.ResourceChanged it -> Stream.of(it.document());
              case Fact.ResourceDeactivated it -> Stream.of(it.document());
              case Fact.ResourceReactivated it -> Stream.of(it.document());
              case ResourceCreated _,
                  Fact.ResourceDeleted _,
                  MembersAdded _,
                  Fact.MembersRemoved _ ->
                  Stream.empty();
            })
        .findFirst();
  }

  /// The name of a manager is the manager's own and stands in the directory alone.
  private static boolean isWhole(JsonObject document) {
    return !(document.get(Urns.ENTERPRISE_USER) instanceof JsonObject extension)
        || extension.get("manager") == null;
  }

  private static Optional<ResourceCreated> created(Decision decision) {
    return decision.facts().stream()
        .filter(ResourceCreated.class::isInstance)
        .map(ResourceCreated.class::cast)
        .findFirst();
  }

  private Mono<ServerResponse> createdAnswer(
      Carried carried, Decision decision, ResourceCreated fact) {
    var state =
        new ResourceState(
            fact.resource().id(),
            fact.document(),
            fact.version(),
            decision.recordedAt(),
            decision.recordedAt());
    List<Member> members = members(decision.facts());
    return shown(carried, members.isEmpty() ? state : state.withMembers(members));
  }

  private Mono<ServerResponse> shown(Carried carried, ResourceState state) {
    Selected selected = carried.selected();
    JsonObject rendered =
        ResourceRenderer.render(
            carried.profile().profile().schemas(), selected.type(), state, scimBaseUrl);
    return begun(carried)
        .header(HttpHeaders.ETAG, ResourceRenderer.entityTag(state.version()))
        .contentType(ScimMedia.SCIM_JSON)
        .bodyValue(json.write(selected.selection().apply(selected.type(), rendered)));
  }

  private static List<Member> members(List<Fact> facts) {
    var members = new ArrayList<Member>();
    for (Fact fact : facts) {
      if (fact instanceof MembersAdded added) {
        members.addAll(added.members());
      }
    }
    return members;
  }

  /// What was asked is done, also where the resource is there no more.
  private Mono<ServerResponse> readOrDone(Carried carried) {
    return read(carried).switchIfEmpty(ServerResponse.noContent().build());
  }

  /// The decision is committed before it rings, so the projection shows at least its state. Empty
  /// where another client has deleted the resource in between.
  private Mono<ServerResponse> read(Carried carried) {
    Request request = carried.request();
    Accepted accepted = carried.accepted();
    return reads
        .resource(
            new Reads.Reader(
                request.tenant(), request.actor().credential(), carried.profile().version()),
            accepted.resource(),
            carried.selected().view())
        .flatMap(answer ->
            switch (answer.status()) {
              case 200 -> ReadHandler.passOn(answer, begun(carried), accepted.status());
              case 404 -> dropped(answer).then(Mono.empty());
              default ->
                  dropped(answer).then(Mono.error(new ReadsUnavailableException(answer.status())));
            });
  }

  private static Mono<Void> dropped(ReadAnswer answer) {
    return answer.body().doOnNext(DataBufferUtils::release).then();
  }

  /// Says where the resource is: a 201 must, and what `/Me` means is to be known.
  private ServerResponse.BodyBuilder begun(Carried carried) {
    Accepted accepted = carried.accepted();
    String id = accepted.resource().id().value();
    return ServerResponse.status(accepted.status())
        .location(
            URI.create(ResourceRenderer.location(carried.selected().type(), id, scimBaseUrl)));
  }

  private static @Nullable ScimType scimType(@Nullable String keyword) {
    return Arrays.stream(ScimType.values())
        .filter(type -> type.keyword().equals(keyword))
        .findFirst()
        .orElse(null);
  }
}

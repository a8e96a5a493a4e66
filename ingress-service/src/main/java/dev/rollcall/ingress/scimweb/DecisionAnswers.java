package dev.rollcall.ingress.scimweb;

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
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
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
      TenantProfile profile, Request request, Decision decision, Selected selected) {
    return switch (decision.outcome()) {
      case Accepted it -> accepted(profile, request, decision, it, selected);
      case Refused _, Quarantined _, Performed _ ->
          errors.answer(error(request, decision.outcome()));
    };
  }

  /// What a client is told where its request was not carried out.
  static ScimError error(Request request, Outcome outcome) {
    return switch (outcome) {
      case Refused it -> error(it);
      case Quarantined it ->
          new ScimError(
              it.status(),
              null,
              "Something is wrong on our side; request id " + request.id() + ".");
      case Accepted _, Performed _ ->
          throw new IllegalStateException("The decision answers another kind of request");
    };
  }

  static ScimError error(Refused refused) {
    return new ScimError(refused.status(), scimType(refused.scimType()), refused.detail());
  }

  private Mono<ServerResponse> accepted(
      TenantProfile profile,
      Request request,
      Decision decision,
      Accepted accepted,
      Selected selected) {
    return switch (request.command()) {
      case Command.CreateResource _ ->
          created(decision)
              .map(fact ->
                  created(profile, request, new Created(decision, accepted, fact), selected))
              // A repeat of a create that was accepted before changed nothing: the resource is
              // there.
              .orElseGet(() -> readOrDone(profile, request, accepted, selected));
      case Command.ReplaceResource _ -> readOrDone(profile, request, accepted, selected);
      case Command.PatchResource it ->
          // A group may have 200,000 members: its PATCH has no body unless one is asked for.
          it.resourceType().equals("Group") && !selected.asked()
              ? ServerResponse.noContent()
                  .header(HttpHeaders.ETAG, ResourceRenderer.entityTag(accepted.version()))
                  .build()
              : readOrDone(profile, request, accepted, selected);
      case Command.DeleteResource _ -> ServerResponse.noContent().build();
      case Command.Bulk _ ->
          throw new IllegalStateException("A bulk request is not accepted as one");
    };
  }

  /// A creation that was accepted.
  private record Created(Decision decision, Accepted accepted, ResourceCreated fact) {}

  /// Read where the directory has more to show; without that where it cannot be read now, because
  /// the client must learn the id of what it has created.
  private Mono<ServerResponse> created(
      TenantProfile profile, Request request, Created created, Selected selected) {
    Mono<ServerResponse> alone =
        Mono.defer(() -> createdAnswer(profile, created.decision(), created.fact(), selected));
    // Deleted in between by another client: it was created all the same.
    return isWhole(created.fact().document())
        ? alone
        : read(profile, request, created.accepted(), selected)
            .switchIfEmpty(alone)
            .onErrorResume(ReadsUnavailableException.class, _ -> alone);
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
      TenantProfile profile, Decision decision, ResourceCreated fact, Selected selected) {
    var state =
        new ResourceState(
            fact.resource().id(),
            fact.document(),
            fact.version(),
            decision.recordedAt(),
            decision.recordedAt());
    List<Member> members = members(decision.facts());
    if (!members.isEmpty()) {
      state = state.withMembers(members);
    }
    JsonObject rendered =
        ResourceRenderer.render(profile.profile().schemas(), selected.type(), state, scimBaseUrl);
    JsonObject shown = selected.selection().apply(selected.type(), rendered);
    return ServerResponse.status(HttpStatus.CREATED)
        .location(location(selected, fact.resource().id().value()))
        .header(HttpHeaders.ETAG, ResourceRenderer.entityTag(fact.version()))
        .contentType(ScimMedia.SCIM_JSON)
        .bodyValue(json.write(shown));
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
  private Mono<ServerResponse> readOrDone(
      TenantProfile profile, Request request, Accepted accepted, Selected selected) {
    return read(profile, request, accepted, selected)
        .switchIfEmpty(ServerResponse.noContent().build());
  }

  /// The decision is committed before it rings, so the projection shows at least its state. Empty
  /// where another client has deleted the resource in between.
  private Mono<ServerResponse> read(
      TenantProfile profile, Request request, Accepted accepted, Selected selected) {
    return reads
        .resource(
            new Reads.Reader(request.tenant(), request.actor().credential(), profile.version()),
            accepted.resource(),
            selected.view())
        .flatMap(answer ->
            switch (answer.status()) {
              case 200 -> ReadHandler.passOn(answer, begun(accepted, selected), accepted.status());
              case 404 -> dropped(answer).then(Mono.empty());
              default ->
                  dropped(answer).then(Mono.error(new ReadsUnavailableException(answer.status())));
            });
  }

  private static Mono<Void> dropped(ReadAnswer answer) {
    return answer.body().doOnNext(DataBufferUtils::release).then();
  }

  /// Says where the resource is: a 201 must, and what `/Me` means is to be known.
  private ServerResponse.BodyBuilder begun(Accepted accepted, Selected selected) {
    return ServerResponse.status(accepted.status())
        .location(location(selected, accepted.resource().id().value()));
  }

  private URI location(Selected selected, String id) {
    return URI.create(ResourceRenderer.location(selected.type(), id, scimBaseUrl));
  }

  private static @Nullable ScimType scimType(@Nullable String keyword) {
    return Arrays.stream(ScimType.values())
        .filter(type -> type.keyword().equals(keyword))
        .findFirst()
        .orElse(null);
  }
}

package dev.rollcall.ingress.scimweb;

import dev.rollcall.ingress.reads.Reads;
import dev.rollcall.schemas.event.DecidedPart;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Outcome;
import dev.rollcall.schemas.event.Outcome.Accepted;
import dev.rollcall.schemas.event.Outcome.Performed;
import dev.rollcall.schemas.event.Outcome.PerformedOperation;
import dev.rollcall.schemas.event.Outcome.Quarantined;
import dev.rollcall.schemas.event.Outcome.Refused;
import dev.rollcall.schemas.event.RequestId;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.DecisionCodec;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.schemas.wire.Unsealer;
import dev.rollcall.scim.ScimError;
import dev.rollcall.scim.message.AsyncResponse;
import dev.rollcall.scim.message.AsyncResponse.Ending;
import dev.rollcall.scim.message.AsyncResponse.Subject;
import dev.rollcall.scim.resource.ResourceRenderer;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.SchemaRegistry;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/// Requests that a client does not want to wait for (RFC 9967 section 2.5.1): 202 as soon as the
/// log has the request, and how it ended under an address of its own. The tokens are not signed:
/// they go to who asked, over the connection that proves who we are, and by nobody's hands.
final class AsyncHandler {
  static final String ENDPOINT = "AsyncResponses";
  private static final MediaType TOKEN = MediaType.valueOf("application/secevent+jwt");

  /// By the operations of the record; what could not be read has none.
  private static final Map<String, String> METHODS =
      Map.of("create", "POST", "replace", "PUT", "patch", "PATCH", "delete", "DELETE");

  private static final String ASK_AGAIN_SECONDS = "1";

  private final JsonCodec json = new JsonCodec(JsonLimits.RECORD);
  private final DecisionCodec decisions = new DecisionCodec(Unsealer.WITHOUT_KEYS);
  private final Reads reads;
  private final ErrorAnswers errors;
  private final String scimBaseUrl;

  AsyncHandler(Reads reads, ErrorAnswers errors, String scimBaseUrl) {
    this.reads = reads;
    this.errors = errors;
    this.scimBaseUrl = scimBaseUrl;
  }

  /// `GET /AsyncResponses/{transaction}`: a token, or the tokens of a bulk request in the form of
  /// RFC 8936; 404 while there is no decision.
  Mono<ServerResponse> response(ServerRequest request, String transaction) {
    int colon = transaction.indexOf(':');
    String id = colon < 0 ? transaction : transaction.substring(0, colon);
    return reads
        .request(Callers.tenant(request), new RequestId(id))
        .map(json::readObject)
        .flatMap(stored -> answer(request, stored, transaction))
        .switchIfEmpty(Mono.defer(this::notYet));
  }

  /// Everything in a token is the record's: nothing that is sent along with the question gets in.
  private Mono<ServerResponse> answer(
      ServerRequest request, JsonObject stored, String transaction) {
    Decision decision = decisions.decode(json.write(member(stored, "decision")));
    String operation = member(stored, "request").text("operation").orElse("");
    DecidedPart part = decision.part();
    if (part != null && part.of() > 1) {
      // Its client waited: whoever does not is promised that the log has all of it.
      return notYet();
    }
    SchemaRegistry schemas = Callers.profile(request).profile().schemas();
    List<AsyncResponse> responses =
        responses(schemas, decision, METHODS.getOrDefault(operation, "POST"));
    if (transaction.indexOf(':') < 0 && decision.outcome() instanceof Performed) {
      var sets = JsonObject.builder();
      responses.forEach(it -> sets.put(it.transaction(), token(it, decision)));
      return ServerResponse.ok()
          .contentType(MediaType.APPLICATION_JSON)
          .bodyValue(json.write(JsonObject.of("sets", sets.build())));
    }
    return responses.stream()
        .filter(it -> it.transaction().equals(transaction))
        .findFirst()
        .map(it -> ServerResponse.ok().contentType(TOKEN).bodyValue(token(it, decision)))
        .orElseGet(this::notYet);
  }

  private Mono<ServerResponse> notYet() {
    var error = ScimError.notFound("No request of this transaction is decided yet.");
    return ServerResponse.status(error.status())
        .header(HttpHeaders.RETRY_AFTER, ASK_AGAIN_SECONDS)
        .contentType(ScimMedia.SCIM_JSON)
        .bodyValue(errors.body(error));
  }

  private static JsonObject member(JsonObject stored, String name) {
    return stored.get(name) instanceof JsonObject object ? object : JsonObject.EMPTY;
  }

  private List<AsyncResponse> responses(SchemaRegistry schemas, Decision decision, String method) {
    String id = decision.requestId().value();
    if (decision.outcome() instanceof Performed(List<PerformedOperation> operations)) {
      return operations.stream()
          .map(it ->
              new AsyncResponse(
                  id + ":" + it.index(),
                  decision.recordedAt(),
                  subject(schemas, it.outcome()),
                  it.method(),
                  it.bulkId(),
                  ending(schemas, it.outcome())))
          .toList();
    }
    return List.of(
        new AsyncResponse(
            id,
            decision.recordedAt(),
            subject(schemas, decision.outcome()),
            method,
            null,
            ending(schemas, decision.outcome())));
  }

  /// What was refused is about no resource that is there: its subject is the base (RFC 9967 wants
  /// one), and the transaction says which request it was.
  private static Subject subject(SchemaRegistry schemas, Outcome outcome) {
    var base = new Subject("/", null);
    return outcome instanceof Accepted accepted
        ? type(schemas, accepted)
            .map(type -> {
              String id = accepted.resource().id().value();
              return new Subject(type.endpoint() + "/" + id, id);
            })
            .orElse(base)
        : base;
  }

  private Ending ending(SchemaRegistry schemas, Outcome outcome) {
    return switch (outcome) {
      case Accepted it ->
          new Ending(
              it.status(),
              it.status() == 204 ? null : ResourceRenderer.entityTag(it.version()),
              type(schemas, it)
                  .map(type ->
                      ResourceRenderer.location(type, it.resource().id().value(), scimBaseUrl))
                  .orElse(null),
              null);
      case Refused it -> new Ending(it.status(), null, null, DecisionAnswers.error(it));
      case Quarantined _, Performed _ ->
          new Ending(500, null, null, new ScimError(500, null, "Something is wrong on our side."));
    };
  }

  private static Optional<ResourceTypeDefinition> type(SchemaRegistry schemas, Accepted accepted) {
    return schemas.resourceType(accepted.resource().type());
  }

  private String token(AsyncResponse response, Decision decision) {
    JsonObject header = JsonObject.builder().put("alg", "none").put("typ", "secevent+jwt").build();
    return part(header) + "." + part(response.claims(scimBaseUrl, decision.tenant().value())) + ".";
  }

  private String part(JsonObject object) {
    byte[] bytes = json.writeText(object).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}

package dev.rollcall.ingress.scimweb;

import dev.rollcall.schemas.event.Command.Bulk;
import dev.rollcall.schemas.event.Command.BulkOperation;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Outcome;
import dev.rollcall.schemas.event.Outcome.Accepted;
import dev.rollcall.schemas.event.Outcome.Performed;
import dev.rollcall.schemas.event.Outcome.PerformedOperation;
import dev.rollcall.schemas.event.Outcome.Quarantined;
import dev.rollcall.schemas.event.Outcome.Refused;
import dev.rollcall.schemas.event.Request;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.scim.ScimError;
import dev.rollcall.scim.Urns;
import dev.rollcall.scim.bulk.BulkReferences;
import dev.rollcall.scim.message.Messages;
import dev.rollcall.scim.resource.ResourceRenderer;
import dev.rollcall.scim.schema.SchemaRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/// The answer to a bulk request, from its decision or those of its parts (RFC 7644 section 3.7).
/// Resources are not in it: the RFC leaves that open, and a client that wants one has its location.
final class BulkAnswers {
  private final JsonCodec json = new JsonCodec(JsonLimits.RECORD);
  private final ErrorAnswers errors;
  private final String scimBaseUrl;

  BulkAnswers(ErrorAnswers errors, String scimBaseUrl) {
    this.errors = errors;
    this.scimBaseUrl = scimBaseUrl;
  }

  Mono<ServerResponse> answer(
      SchemaRegistry registry, Request request, Bulk bulk, Decision decision) {
    return switch (decision.outcome()) {
      case Performed performed ->
          ok(operations(registry, bulk, performed, new BulkReferences(ids(bulk))));
      case Accepted _, Refused _, Quarantined _ ->
          errors.answer(DecisionAnswers.error(request, decision.outcome()));
    };
  }

  /// The same from the decisions of its parts. A part that is refused as one was refused for the
  /// sake of the whole.
  Mono<ServerResponse> answer(SchemaRegistry registry, Bulk bulk, List<BulkRun.Done> parts) {
    var references = new BulkReferences(ids(bulk));
    var operations = new ArrayList<Json>(bulk.operations().size());
    for (BulkRun.Done done : parts) {
      List<BulkOperation> sent = bulk.operations().subList(done.part().from(), done.part().to());
      switch (done.outcome()) {
        case Performed it ->
            operations.addAll(
                operations(registry, new Bulk(bulk.failOnErrors(), sent), it, references));
        case Quarantined it -> {
          var error = DecisionAnswers.error(done.request(), it);
          sent.forEach(each -> operations.add(failed(each, error, references)));
        }
        case Refused it -> {
          return errors.answer(DecisionAnswers.error(it));
        }
        case Accepted _ -> throw new IllegalStateException("A bulk request is not accepted as one");
      }
    }
    return ok(operations);
  }

  private Mono<ServerResponse> ok(List<Json> operations) {
    return ServerResponse.ok()
        .contentType(ScimMedia.SCIM_JSON)
        .bodyValue(
            json.write(
                JsonObject.builder()
                    .put("schemas", JsonArray.ofStrings(List.of(Urns.BULK_RESPONSE)))
                    .put("Operations", new JsonArray(operations))
                    .build()));
  }

  private List<Json> operations(
      SchemaRegistry registry, Bulk bulk, Performed performed, BulkReferences references) {
    var operations = new ArrayList<Json>(performed.operations().size());
    for (PerformedOperation operation : performed.operations()) {
      BulkOperation sent = bulk.operations().get(operation.index());
      operations.add(operation(registry, sent, operation.outcome(), references));
    }
    return operations;
  }

  private JsonObject operation(
      SchemaRegistry registry, BulkOperation sent, Outcome outcome, BulkReferences references) {
    return switch (outcome) {
      case Accepted it -> {
        var answer = begun(sent);
        answer.put("location", location(registry, it).orElseGet(() -> location(sent, references)));
        // A deleted resource has no version.
        if (it.status() != 204) {
          answer.put("version", ResourceRenderer.entityTag(it.version()));
        }
        yield answer.put("status", Integer.toString(it.status())).build();
      }
      case Refused it -> failed(sent, DecisionAnswers.error(it), references);
      case Quarantined _, Performed _ ->
          throw new IllegalStateException("An operation is accepted or refused");
    };
  }

  private static JsonObject.Builder begun(BulkOperation sent) {
    return JsonObject.builder().put("method", sent.method()).putIfPresent("bulkId", sent.bulkId());
  }

  private JsonObject failed(BulkOperation sent, ScimError error, BulkReferences references) {
    var answer = begun(sent);
    if (sent.newId() == null) {
      answer.put("location", location(sent, references));
    }
    return answer
        .put("status", Integer.toString(error.status()))
        .put("response", Messages.error(error))
        .build();
  }

  private Optional<String> location(SchemaRegistry registry, Accepted accepted) {
    return registry
        .resourceType(accepted.resource().type())
        .map(
            type -> ResourceRenderer.location(type, accepted.resource().id().value(), scimBaseUrl));
  }

  /// As the client wrote it: what was decided under a newer profile is of a type unknown here.
  private String location(BulkOperation sent, BulkReferences references) {
    String path = references.resolvePath(sent.path());
    ResourceId newId = sent.newId();
    return scimBaseUrl
        + (path.startsWith("/") ? path : "/" + path)
        + (newId == null ? "" : (path.endsWith("/") ? "" : "/") + newId.value());
  }

  private static Map<String, String> ids(Bulk bulk) {
    var ids = new HashMap<String, String>();
    for (BulkOperation operation : bulk.operations()) {
      if (operation.bulkId() != null && operation.newId() != null) {
        ids.put(operation.bulkId(), operation.newId().value());
      }
    }
    return ids;
  }
}

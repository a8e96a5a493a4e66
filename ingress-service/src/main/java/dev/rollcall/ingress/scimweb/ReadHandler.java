package dev.rollcall.ingress.scimweb;

import dev.rollcall.ingress.reads.ReadAnswer;
import dev.rollcall.ingress.reads.Reads;
import dev.rollcall.ingress.reads.Reads.View;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.message.SearchRequest;
import dev.rollcall.scim.resource.ResourceRenderer;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/// Reads: one resource, lists, `.search` (RFC 7644 section 3.4).
final class ReadHandler {
  private final Reads reads;
  private final Bodies bodies;
  private final ErrorAnswers errors;
  private final String scimBaseUrl;

  ReadHandler(Reads reads, Bodies bodies, ErrorAnswers errors, String scimBaseUrl) {
    this.scimBaseUrl = scimBaseUrl;
    this.reads = reads;
    this.bodies = bodies;
    this.errors = errors;
  }

  Mono<ServerResponse> one(ServerRequest request, ResourceTypeDefinition type, String id) {
    return switch (QueryParameters.parse(request.exchange().getRequest().getURI().getRawQuery())) {
      case Result.Refused<QueryParameters>(var error) -> errors.answer(error);
      case Result.Ok<QueryParameters>(var query) -> {
        var view =
            new View(
                attributes(request, query),
                query.get("excludedAttributes"),
                List.of(),
                EntityTagHeaders.ifNoneMatch(request));
        yield reads
            .resource(
                Callers.reader(request), new ResourceRef(type.name(), new ResourceId(id)), view)
            .flatMap(answer -> passOn(answer, located(answer, type, id), answer.status()));
      }
    };
  }

  /// HEAD has no body, so nothing that only a body shows is read: not the members of a group.
  private static @Nullable String attributes(ServerRequest request, QueryParameters query) {
    boolean bodiless =
        request.method().equals(HttpMethod.HEAD) && query.get("excludedAttributes") == null;
    return bodiless ? "id" : query.get("attributes");
  }

  /// The permanent address: `/Me` is asked for under another one.
  private ServerResponse.BodyBuilder located(
      ReadAnswer answer, ResourceTypeDefinition type, String id) {
    var response = ServerResponse.status(HttpStatusCode.valueOf(answer.status()));
    return answer.status() == 200
        ? response.location(URI.create(ResourceRenderer.location(type, id, scimBaseUrl)))
        : response;
  }

  Mono<ServerResponse> list(ServerRequest request, List<ResourceTypeDefinition> types) {
    return switch (QueryParameters.parse(request.exchange().getRequest().getURI().getRawQuery())
        .flatMap(QueryParameters::search)) {
      case Result.Refused<SearchRequest>(var error) -> errors.answer(error);
      case Result.Ok<SearchRequest>(var search) -> search(request, types, search);
    };
  }

  Mono<ServerResponse> search(ServerRequest request, List<ResourceTypeDefinition> types) {
    return bodies
        .read(request)
        .flatMap(body ->
            switch (body.flatMap(SearchRequest::parse)) {
              case Result.Refused<SearchRequest>(var error) -> errors.answer(error);
              case Result.Ok<SearchRequest>(var search) -> search(request, types, search);
            });
  }

  private Mono<ServerResponse> search(
      ServerRequest request, List<ResourceTypeDefinition> types, SearchRequest search) {
    var names = types.stream().map(ResourceTypeDefinition::name).toList();
    JsonObject query = search.toJson().with("resourceTypes", JsonArray.ofStrings(names));
    return reads.search(Callers.reader(request), query).flatMap(ReadHandler::passOn);
  }

  /// Passes an answer of the projection on, byte for byte.
  static Mono<ServerResponse> passOn(ReadAnswer answer) {
    return passOn(answer, answer.status());
  }

  static Mono<ServerResponse> passOn(ReadAnswer answer, int status) {
    return passOn(answer, ServerResponse.status(HttpStatusCode.valueOf(status)), status);
  }

  /// Passes an answer on under the status and headers that a response already has.
  static Mono<ServerResponse> passOn(
      ReadAnswer answer, ServerResponse.BodyBuilder response, int status) {
    if (answer.etag() != null) {
      response.header(HttpHeaders.ETAG, answer.etag());
    }
    if (answer.retryAfter() != null) {
      response.header(HttpHeaders.RETRY_AFTER, answer.retryAfter());
    }
    if (status == 304) {
      return response.build();
    }
    return response
        .contentType(ScimMedia.SCIM_JSON)
        .body(BodyInserters.fromPublisher(answer.body(), DataBuffer.class));
  }
}

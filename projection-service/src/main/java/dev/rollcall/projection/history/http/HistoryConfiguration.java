package dev.rollcall.projection.history.http;

import dev.rollcall.projection.ReadLimits;
import dev.rollcall.projection.history.HistoryStore;
import dev.rollcall.projection.history.core.PageSize;
import dev.rollcall.projection.history.core.RecordedRequest;
import dev.rollcall.projection.history.core.Timeline;
import dev.rollcall.projection.http.ScimAnswers;
import dev.rollcall.schemas.event.DecidedPart;
import dev.rollcall.schemas.event.RequestId;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimError;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/// The routes of the history.
@Configuration(proxyBeanMethods = false)
class HistoryConfiguration {
  private final JsonCodec json = new JsonCodec(JsonLimits.RECORD);

  @Bean
  RouterFunction<ServerResponse> historyRoutes(
      HistoryStore store, ReadLimits limits, ScimAnswers answers) {
    return RouterFunctions.route()
        .GET("/internal/v1/{tenant}/decisions/{id}", it -> decision(it, store, answers))
        .GET("/internal/v1/{tenant}/requests/{id}", it -> request(it, store, answers))
        .GET("/internal/v1/{tenant}/history/{id}", it -> history(it, store, limits, answers))
        .build();
  }

  private Mono<ServerResponse> decision(
      ServerRequest request, HistoryStore store, ScimAnswers answers) {
    return store
        .decision(tenant(request), new RequestId(request.pathVariable("id")))
        .flatMap(
            record -> ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).bodyValue(record))
        .switchIfEmpty(Mono.defer(() -> notFound(answers, "There is no such decision.")));
  }

  private Mono<ServerResponse> request(
      ServerRequest request, HistoryStore store, ScimAnswers answers) {
    var id = new RequestId(request.pathVariable("id"));
    return Mono.zip(store.request(tenant(request), id), store.decision(tenant(request), id))
        .flatMap(both -> {
          var body =
              JsonObject.builder()
                  .put("request", Timeline.requestOf(both.getT1()))
                  .put("decision", json.read(both.getT2()));
          DecidedPart part = both.getT1().decision().part();
          return part == null
              ? answer(body.build())
              : store
                  .parts(tenant(request), part.first())
                  .flatMap(parts -> answer(body.put("parts", ids(parts)).build()));
        })
        .switchIfEmpty(Mono.defer(() -> notFound(answers, "There is no such request.")));
  }

  private static JsonArray ids(List<RequestId> parts) {
    return JsonArray.ofStrings(parts.stream().map(RequestId::value).toList());
  }

  private Mono<ServerResponse> history(
      ServerRequest request, HistoryStore store, ReadLimits limits, ScimAnswers answers) {
    return switch (HistoryQuestion.of(request.queryParams(), limits)) {
      case Result.Refused<HistoryQuestion>(var error) -> answers.refused(error);
      case Result.Ok<HistoryQuestion>(var asked) -> {
        var resource = new ResourceId(request.pathVariable("id"));
        // One more than asked for says whether there is a next page.
        yield store
            .lengths(tenant(request), resource, asked.after(), asked.limit() + 1)
            .map(bytes -> PageSize.of(bytes, asked.limit(), limits.historyPageBytesMax()))
            .flatMap(size ->
                size.entries() == 0 && asked.after() == 0
                    ? notFound(answers, "Nothing is known of this resource.")
                    : page(store, tenant(request), resource, new Page(asked.after(), size))
                        .flatMap(this::answer));
      }
    };
  }

  private record Page(long after, PageSize size) {}

  private static Mono<JsonObject> page(
      HistoryStore store, TenantId tenant, ResourceId resource, Page page) {
    return store
        .touching(tenant, resource, page.after(), page.size().entries())
        .flatMap(requests ->
            store
                .versions(tenant, resource, Timeline.before(resource, requests))
                .map(versions ->
                    body(resource, requests, new Timeline(resource, versions), page.size())));
  }

  private static JsonObject body(
      ResourceId resource, List<RecordedRequest> requests, Timeline timeline, PageSize size) {
    List<Json> entries = requests.stream().<Json>map(timeline::entry).toList();
    var body =
        JsonObject.builder()
            .put("resourceId", resource.value())
            .put("entries", new JsonArray(entries));
    if (size.more() && !requests.isEmpty()) {
      body.put("nextAfter", requests.getLast().seq());
    }
    return body.build();
  }

  private static TenantId tenant(ServerRequest request) {
    return new TenantId(request.pathVariable("tenant"));
  }

  private static Mono<ServerResponse> notFound(ScimAnswers answers, String sentence) {
    return answers.refused(ScimError.notFound(sentence));
  }

  private Mono<ServerResponse> answer(JsonObject body) {
    return ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).bodyValue(json.write(body));
  }
}

package dev.rollcall.projection.history.http;

import dev.rollcall.projection.ReadLimits;
import dev.rollcall.projection.history.HistoryStore;
import dev.rollcall.projection.history.core.RecordedRequest;
import dev.rollcall.projection.history.core.Timeline;
import dev.rollcall.projection.http.ScimAnswers;
import dev.rollcall.schemas.event.RequestId;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.scim.ScimError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        .flatMap(both ->
            answer(
                JsonObject.builder()
                    .put("request", Timeline.requestOf(both.getT1()))
                    .put("decision", json.read(both.getT2()))
                    .build()))
        .switchIfEmpty(Mono.defer(() -> notFound(answers, "There is no such request.")));
  }

  private Mono<ServerResponse> history(
      ServerRequest request, HistoryStore store, ReadLimits limits, ScimAnswers answers) {
    var resource = new ResourceId(request.pathVariable("id"));
    long after = number(request, "after", 0);
    int limit =
        Math.clamp(
            number(request, "limit", limits.historyPageDefault()), 1, limits.historyPageMax());
    // One more than asked for says whether there is a next page.
    return Mono.zip(
            store.touching(tenant(request), resource, after, limit + 1),
            store.versions(tenant(request), resource))
        .flatMap(both ->
            both.getT1().isEmpty() && after == 0
                ? notFound(answers, "Nothing is known of this resource.")
                : answer(page(resource, both.getT1(), both.getT2(), limit)));
  }

  private static JsonObject page(
      ResourceId resource,
      List<RecordedRequest> requests,
      Map<Long, JsonObject> versions,
      int limit) {
    var timeline = new Timeline(resource, versions);
    var entries = new ArrayList<Json>();
    requests.stream().limit(limit).map(timeline::entry).forEach(entries::add);
    var page =
        JsonObject.builder()
            .put("resourceId", resource.value())
            .put("entries", new JsonArray(entries));
    if (requests.size() > limit) {
      page.put("nextAfter", requests.get(limit - 1).seq());
    }
    return page.build();
  }

  private static long number(ServerRequest request, String name, long otherwise) {
    return request
        .queryParam(name)
        .filter(text -> text.matches("[0-9]{1,18}"))
        .map(Long::parseLong)
        .orElse(otherwise);
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

package dev.rollcall.projection.directory.http;

import dev.rollcall.projection.directory.Answer;
import dev.rollcall.projection.directory.Directory;
import dev.rollcall.projection.directory.Directory.Get;
import dev.rollcall.projection.directory.Directory.Reader;
import dev.rollcall.projection.directory.EntityTags;
import dev.rollcall.projection.directory.http.ShownWriter.Frame;
import dev.rollcall.projection.http.ScimAnswers;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.schemas.wire.MalformedJsonException;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimError;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.Urns;
import dev.rollcall.scim.message.SearchRequest;
import dev.rollcall.scim.resource.ResourceRenderer;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ReactiveHttpOutputMessage;
import org.springframework.web.reactive.function.BodyInserter;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Lookups and searches over HTTP.
final class DirectoryRoutes {
  private static final String BASE_URL = "X-Base-Url";
  private static final String CALLER = "X-Caller";
  private static final String PROFILE_VERSION = "X-Profile-Version";
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  private final JsonCodec json = new JsonCodec(JsonLimits.RECORD);
  private final Directory directory;
  private final ScimAnswers answers;

  DirectoryRoutes(Directory directory, ScimAnswers answers) {
    this.directory = directory;
    this.answers = answers;
  }

  Mono<ServerResponse> get(ServerRequest request) {
    var get =
        new Get(
            request.pathVariable("type"),
            request.pathVariable("id"),
            request.queryParams().getOrDefault("attributes", List.of()),
            request.queryParams().getOrDefault("excludedAttributes", List.of()),
            request.queryParams().getOrDefault("specified", List.of()),
            EntityTags.of(request.headers().header(HttpHeaders.IF_NONE_MATCH)));
    return directory.get(reader(request), get).flatMap(this::answer);
  }

  Mono<ServerResponse> search(ServerRequest request) {
    return request
        .bodyToMono(byte[].class)
        .defaultIfEmpty(new byte[0])
        .flatMap(bytes ->
            switch (read(bytes)) {
              case Result.Refused<Query>(var error) -> answers.refused(error);
              case Result.Ok<Query>(var query) ->
                  directory
                      .search(reader(request), query.types(), query.search())
                      .flatMap(this::answer);
            });
  }

  private record Query(List<String> types, SearchRequest search) {}

  private Result<Query> read(byte[] bytes) {
    try {
      JsonObject body = json.readObject(bytes);
      return SearchRequest.parse(body).map(search -> new Query(types(body), search));
    } catch (MalformedJsonException e) {
      return Result.badRequest(ScimType.INVALID_SYNTAX, e.getMessage() + ".");
    }
  }

  private static List<String> types(JsonObject body) {
    return body.get("resourceTypes") instanceof JsonArray(List<Json> names)
        ? names.stream()
            .filter(JsonString.class::isInstance)
            .map(name -> ((JsonString) name).value())
            .toList()
        : List.of();
  }

  private static Reader reader(ServerRequest request) {
    String base = request.headers().firstHeader(BASE_URL);
    String caller = request.headers().firstHeader(CALLER);
    return new Reader(
        new TenantId(request.pathVariable("tenant")),
        base == null ? "" : base,
        caller == null ? "" : caller,
        profileVersion(request));
  }

  private static long profileVersion(ServerRequest request) {
    String version = request.headers().firstHeader(PROFILE_VERSION);
    return version != null && NUMBER.matcher(version).matches() ? Long.parseLong(version) : 0;
  }

  private Mono<ServerResponse> answer(Answer answer) {
    return switch (answer) {
      case Answer.Refused(ScimError error) -> answers.refused(error);
      case Answer.NotModified(var version) ->
          ServerResponse.status(304)
              .header(HttpHeaders.ETAG, ResourceRenderer.entityTag(version))
              .build();
      case Answer.One(var version, var shown) ->
          ServerResponse.ok()
              .header(HttpHeaders.ETAG, ResourceRenderer.entityTag(version))
              .contentType(ScimAnswers.SCIM_JSON)
              .body(pieces(ShownWriter.write(shown, Frame.ALONE)));
      case Answer.Page page ->
          ServerResponse.ok()
              .contentType(ScimAnswers.SCIM_JSON)
              .body(pieces(ShownWriter.write(page.shown(), listFrame(page))));
    };
  }

  private Frame listFrame(Answer.Page page) {
    var members =
        JsonObject.builder()
            .put("schemas", JsonArray.of(new JsonString(Urns.LIST_RESPONSE)))
            .put("totalResults", page.totalResults());
    Long startIndex = page.startIndex();
    if (startIndex != null) {
      members.put("startIndex", startIndex);
    }
    members.putIfPresent("nextCursor", page.nextCursor());
    String head =
        json.writeText(members.put("itemsPerPage", page.shown().resources().size()).build());
    return new Frame(head.substring(0, head.length() - 1) + ",\"Resources\":[", ",", "]}");
  }

  private static BodyInserter<Flux<DataBuffer>, ReactiveHttpOutputMessage> pieces(
      Flux<byte[]> text) {
    Flux<DataBuffer> buffers = text.map(DefaultDataBufferFactory.sharedInstance::wrap);
    return BodyInserters.fromDataBuffers(buffers);
  }
}

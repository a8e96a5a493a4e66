package dev.rollcall.ingress.feeds.http;

import dev.rollcall.ingress.BodyBytes;
import dev.rollcall.ingress.Limits;
import dev.rollcall.ingress.access.Credential;
import dev.rollcall.ingress.access.http.AccessFilter;
import dev.rollcall.ingress.reads.ReadAnswer;
import dev.rollcall.ingress.reads.http.InternalClient;
import dev.rollcall.ingress.scimweb.Address;
import dev.rollcall.ingress.scimweb.ErrorAnswers;
import dev.rollcall.ingress.scimweb.ScimMedia;
import dev.rollcall.scim.ScimError;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.WebClient.RequestHeadersSpec;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The feed of a target for whoever has its token (docs/connectors.md, Feed): the tenant and the
/// target are the credential's and no others.
final class FeedRoutes {
  private static final String FEED = "/delivery/targets/{id}/feed";
  private static final String LAST_EVENT_ID = "Last-Event-ID";
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final InternalClient connector;
  private final ErrorAnswers errors;
  private final Bounds bounds;

  /// How far requests may go.
  record Bounds(Limits.Feeds limits, FeedsClosing closing) {}

  FeedRoutes(InternalClient connector, ErrorAnswers errors, Bounds bounds) {
    this.connector = connector;
    this.errors = errors;
    this.bounds = bounds;
  }

  RouterFunction<ServerResponse> routes() {
    return Address.read(FEED, errors, this::read).and(post("/ack")).and(post("/seek"));
  }

  private RouterFunction<ServerResponse> post(String below) {
    return Address.of(FEED + below, errors, Map.of("POST", request -> post(request, below)));
  }

  private Mono<ServerResponse> read(ServerRequest request) {
    return path(request, "")
        .map(path -> {
          RequestHeadersSpec<?> asked = connector.request(HttpMethod.GET, path);
          // What would be streamed is not opened for a HEAD: it would have no end.
          if (request.method().equals(HttpMethod.GET)) {
            passOn(request, asked, HttpHeaders.ACCEPT);
          }
          passOn(request, asked, LAST_EVENT_ID);
          return connector
              .answer(asked)
              .takeUntilOther(bounds.closing().signal())
              .flatMap(answer -> passOn(request, answer))
              .switchIfEmpty(Mono.defer(this::closed));
        })
        .orElseGet(this::foreign);
  }

  private static void passOn(ServerRequest request, RequestHeadersSpec<?> asked, String name) {
    String value = request.headers().firstHeader(name);
    if (value != null) {
      asked.header(name, value);
    }
  }

  private Mono<ServerResponse> post(ServerRequest request, String below) {
    return path(request, below)
        .map(path ->
            BodyBytes.of(request.exchange().getRequest().getBody(), bounds.limits().bodyBytesMax())
                .defaultIfEmpty(new byte[0])
                .flatMap(body -> connector.post(path, body))
                .flatMap(answer -> passOn(request, answer)))
        .orElseGet(this::foreign);
  }

  /// Where the connector has it; empty where the token is one of another target.
  private static Optional<String> path(ServerRequest request, String below) {
    Credential credential =
        (Credential)
            Objects.requireNonNull(
                request.exchange().getAttributes().get(AccessFilter.CREDENTIAL),
                "The access filter stands in front of every route");
    String raw = request.exchange().getRequest().getURI().getRawQuery();
    String query = raw == null ? "" : "?" + raw;
    return Optional.ofNullable(credential.target())
        .filter(request.pathVariable("id")::equals)
        .map(target ->
            "/internal/v1/%s/targets/%s/feed%s%s"
                .formatted(
                    InternalClient.encoded(credential.tenant().value()),
                    InternalClient.encoded(target),
                    below,
                    query));
  }

  private Mono<ServerResponse> foreign() {
    return errors.answer(
        new ScimError(403, null, "This token is not for the feed of this target."));
  }

  private Mono<ServerResponse> closed() {
    return errors.answer(new ScimError(503, null, "The service is stopping."), RETRY_AFTER);
  }

  /// What is a stream is written as it comes, and no faster than it is read.
  private Mono<ServerResponse> passOn(ServerRequest request, ReadAnswer answer) {
    var status = HttpStatusCode.valueOf(answer.status());
    boolean stream = !status.isError() && wantsStream(request);
    var response =
        ServerResponse.status(status)
            .header(HttpHeaders.CACHE_CONTROL, "no-store")
            .contentType(
                status.isError()
                    ? ScimMedia.SCIM_JSON
                    : stream ? MediaType.TEXT_EVENT_STREAM : MediaType.APPLICATION_JSON);
    if (answer.retryAfter() != null) {
      response.header(HttpHeaders.RETRY_AFTER, answer.retryAfter());
    }
    return response.build((exchange, _) ->
        stream && request.method().equals(HttpMethod.GET)
            ? exchange.getResponse().writeAndFlushWith(streamed(answer))
            : exchange.getResponse().writeWith(answer.body()));
  }

  private Flux<Mono<DataBuffer>> streamed(ReadAnswer answer) {
    return answer.body().takeUntilOther(bounds.closing().signal()).map(Mono::just);
  }

  private static boolean wantsStream(ServerRequest request) {
    String accepted = request.headers().firstHeader(HttpHeaders.ACCEPT);
    return accepted != null && accepted.contains(MediaType.TEXT_EVENT_STREAM_VALUE);
  }
}

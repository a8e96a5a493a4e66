package dev.rollcall.ingress.reads.http;

import dev.rollcall.ingress.Limits;
import dev.rollcall.ingress.Settings;
import dev.rollcall.ingress.reads.ReadAnswer;
import dev.rollcall.ingress.reads.ReadsUnavailableException;
import io.netty.channel.ChannelOption;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/// Calls the internal interface of one of our services.
public final class InternalClient {
  /// Says where the interface is for whoever asks, for the links of an answer.
  public static final String BASE_URL = "X-Base-Url";

  private static final int CONNECTIONS_MAX = 256;
  private static final int CONNECT_MILLIS_MAX = 1_000;
  private static final Duration IDLE_MAX = Duration.ofSeconds(20);

  private final String service;
  private final URI base;
  private final WebClient client;
  private final Duration answerMax;

  /// Builds a client.
  ///
  /// @param service how messages call the service
  public InternalClient(String service, URI base, Settings settings, Limits limits) {
    this(
        service,
        base,
        settings,
        new Bounds(limits.readMax(), limits.forwardedBytesMax(), CONNECTIONS_MAX));
  }

  /// How far a call may go.
  ///
  /// @param answerMax how long the service may say nothing
  /// @param bytesMax the longest answer that is held at once
  /// @param connectionsMax calls at the same time
  public record Bounds(Duration answerMax, int bytesMax, int connectionsMax) {}

  /// Builds a client with bounds of its own.
  public InternalClient(String service, URI base, Settings settings, Bounds bounds) {
    this.service = service;
    this.base = base;
    this.answerMax = bounds.answerMax();
    var connections =
        ConnectionProvider.builder(service)
            .maxConnections(bounds.connectionsMax())
            .pendingAcquireTimeout(Duration.ofSeconds(2))
            .maxIdleTime(IDLE_MAX)
            .build();
    var http =
        HttpClient.create(connections)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS_MAX)
            .responseTimeout(answerMax);
    this.client =
        WebClient.builder()
            .clientConnector(new ReactorClientHttpConnector(http))
            .codecs(it -> it.defaultCodecs().maxInMemorySize(bounds.bytesMax()))
            .defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + settings.internalToken())
            .build();
  }

  /// Starts a request on a path that is encoded already, with its query.
  public WebClient.RequestBodySpec request(HttpMethod method, String path) {
    return client.method(method).uri(base.resolve(path));
  }

  /// Sends it and passes the answer on as it arrives.
  public Mono<ReadAnswer> answer(WebClient.RequestHeadersSpec<?> request) {
    return request
        .retrieve()
        .onStatus(_ -> true, _ -> Mono.empty())
        .toEntityFlux(DataBuffer.class)
        .timeout(answerMax)
        .onErrorMap(
            WebClientRequestException.class, it -> new ReadsUnavailableException(service, it))
        .onErrorMap(TimeoutException.class, it -> new ReadsUnavailableException(service, it))
        .map(InternalClient::passedOn);
  }

  /// Sends JSON and passes the answer on as it arrives.
  ///
  /// @param json its bytes, sent as they are
  public Mono<ReadAnswer> post(String path, byte[] json) {
    return answer(
        request(HttpMethod.POST, path).contentType(MediaType.APPLICATION_JSON).bodyValue(json));
  }

  private static ReadAnswer passedOn(ResponseEntity<Flux<DataBuffer>> entity) {
    Flux<DataBuffer> body = entity.getBody();
    return new ReadAnswer(
        entity.getStatusCode().value(),
        entity.getHeaders().getETag(),
        entity.getHeaders().getFirst(HttpHeaders.RETRY_AFTER),
        body == null ? Flux.empty() : body);
  }

  /// Percent-encoding that is right in a path and in a query alike.
  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}

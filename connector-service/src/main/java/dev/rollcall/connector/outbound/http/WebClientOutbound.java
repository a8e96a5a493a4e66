package dev.rollcall.connector.outbound.http;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.outbound.AddressRefusedException;
import dev.rollcall.connector.outbound.Body;
import dev.rollcall.connector.outbound.HttpCall;
import dev.rollcall.connector.outbound.NoAnswer;
import dev.rollcall.connector.outbound.Outbound;
import dev.rollcall.connector.outbound.OutboundRule;
import dev.rollcall.connector.outbound.Reply;
import dev.rollcall.connector.outbound.Reply.Answered;
import dev.rollcall.connector.outbound.Reply.Unanswered;
import dev.rollcall.connector.outbound.Wire;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.reactor.bulkhead.operator.BulkheadOperator;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import io.github.resilience4j.reactor.timelimiter.TimeLimiterOperator;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.timeout.TimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/// HTTP to one target: its own connections, its own bulkhead, breaker and time limit, no redirects,
/// no proxy from the environment, and an answer of limited length.
final class WebClientOutbound implements Outbound {
  private static final Duration IDLE = Duration.ofSeconds(30);

  private final WebClient secret;
  private final WebClient plain;
  private final Guards guards;
  private final GuardedResolvers resolvers;
  private final int answerBytesMax;
  private final Duration connectMax;
  private final Duration answerMax;

  WebClientOutbound(
      OutboundRule rule, Limits.Http limits, Guards guards, GuardedResolvers resolvers) {
    this.guards = guards;
    this.resolvers = resolvers;
    this.answerBytesMax = limits.answerBytesMax();
    this.connectMax = limits.connect();
    this.answerMax = rule.total();
    var connections =
        ConnectionProvider.builder("target-" + rule.name())
            .maxConnections(rule.inFlightMax())
            .maxIdleTime(IDLE)
            .build();
    HttpClient http =
        HttpClient.create(connections)
            .followRedirect(false)
            .disableRetry(true)
            .noProxy()
            .option(
                ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(limits.connect().toMillis()));
    this.secret = client(http, resolvers.secret());
    this.plain = client(http, resolvers.plain());
  }

  private static WebClient client(HttpClient http, GuardedResolver resolver) {
    return WebClient.builder()
        .clientConnector(new ReactorClientHttpConnector(http.resolver(resolver)))
        .build();
  }

  @Override
  public Mono<Reply> send(HttpCall call) {
    return exchange(call)
        .transformDeferred(BulkheadOperator.of(guards.bulkhead()))
        .transformDeferred(TimeLimiterOperator.of(guards.timeLimiter()))
        .onErrorResume(WebClientOutbound::isOutside, e -> Mono.just(unanswered(e)))
        .transformDeferred(CircuitBreakerOperator.of(guards.circuitBreaker()))
        .onErrorResume(
            CallNotPermittedException.class,
            _ ->
                Mono.just(
                    new Unanswered(
                        Failure.of(
                            FailureKind.HELD_BACK,
                            "The last calls all failed; calls are held back for a moment"))));
  }

  @Override
  public Mono<Failure> lookUp(URI url) {
    return resolvers
        .of(Wire.of(url))
        .lookUp(url.getHost())
        .then(Mono.<Failure>empty())
        .onErrorResume(
            UnknownHostException.class,
            e ->
                Mono.just(
                    e instanceof AddressRefusedException
                        ? refused()
                        : Failure.of(FailureKind.UNREACHABLE, "The name is not known")));
  }

  private Mono<Reply> exchange(HttpCall call) {
    var request =
        (Wire.of(call.uri()) == Wire.SECRET ? secret : plain)
            .method(HttpMethod.valueOf(call.method()))
            .uri(call.uri())
            .headers(headers -> call.headers().forEach(headers::set));
    return (call.body().isEmpty() ? request : request.bodyValue(call.body().bytes()))
        .exchangeToMono(this::answered);
  }

  private Mono<Reply> answered(ClientResponse response) {
    return DataBufferUtils.join(response.bodyToFlux(DataBuffer.class), answerBytesMax)
        .map(buffer -> {
          var bytes = new byte[buffer.readableByteCount()];
          buffer.read(bytes);
          DataBufferUtils.release(buffer);
          return bytes;
        })
        .map(Body::of)
        .defaultIfEmpty(Body.EMPTY)
        .map(body ->
            new Answered(
                response.statusCode().value(), headers(response.headers().asHttpHeaders()), body));
  }

  private static Map<String, String> headers(HttpHeaders headers) {
    var each = new HashMap<String, String>();
    headers.forEach((name, values) -> {
      String lower = name.toLowerCase(Locale.ROOT);
      if (!values.isEmpty()) {
        // Of what may come in several lines (RFC 9110 section 5.3) only links are looked at.
        each.putIfAbsent(
            lower, lower.equals("link") ? String.join(", ", values) : values.getFirst());
      }
    });
    return each;
  }

  /// A bug of ours is not a failure of the target.
  private static boolean isOutside(Throwable e) {
    return e instanceof DataBufferLimitException
        || !(e instanceof NullPointerException
            || e instanceof IllegalStateException
            || e instanceof ClassCastException);
  }

  private Reply unanswered(Throwable thrown) {
    Throwable root = thrown;
    for (Throwable e = thrown; e != null; e = e.getCause()) {
      if (e instanceof AddressRefusedException) {
        return new Unanswered(refused());
      }
      root = e;
    }
    if (root instanceof ConnectTimeoutException) {
      return reply(FailureKind.UNREACHABLE, "No connection within " + inWords(connectMax));
    }
    if (root instanceof java.util.concurrent.TimeoutException || root instanceof TimeoutException) {
      return reply(FailureKind.TIMEOUT, "No answer within " + inWords(answerMax));
    }
    if (root instanceof DataBufferLimitException) {
      return reply(FailureKind.UNUSABLE_ANSWER, "The answer is longer than the limit");
    }
    if (root instanceof BulkheadFullException) {
      return reply(FailureKind.HELD_BACK, "All slots of this target are taken");
    }
    return reply(FailureKind.UNREACHABLE, NoAnswer.text(thrown));
  }

  private static String inWords(Duration limit) {
    return limit.toMillis() + " ms";
  }

  private static Failure refused() {
    return Failure.of(
        FailureKind.ADDRESS_REFUSED, "The target's address is not public and not allowed");
  }

  private static Reply reply(FailureKind kind, String text) {
    return new Unanswered(Failure.of(kind, text));
  }
}

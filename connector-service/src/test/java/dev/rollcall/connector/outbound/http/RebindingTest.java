package dev.rollcall.connector.outbound.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.rollcall.connector.Limits;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.outbound.AllowedAddresses;
import dev.rollcall.connector.outbound.Body;
import dev.rollcall.connector.outbound.HttpCall;
import dev.rollcall.connector.outbound.OutboundRule;
import dev.rollcall.connector.outbound.Reply;
import dev.rollcall.connector.outbound.Reply.Answered;
import dev.rollcall.connector.outbound.Reply.Unanswered;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/// A name server that changes its mind between two questions, against a server on this machine that
/// must not be reached.
class RebindingTest {
  private final AtomicInteger hits = new AtomicInteger();
  private HttpServer server = newServer();

  private static HttpServer newServer() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void start() {
    server.createContext(
        "/",
        exchange -> {
          hits.incrementAndGet();
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void a_name_that_is_public_when_it_is_checked_and_private_when_it_is_dialled_is_not_dialled()
      throws IOException {
    try (var names = new ChangingName(ChangingName.PUBLIC, ChangingName.LOOPBACK)) {
      // Whoever saves the target may look the name up, and sees nothing wrong.
      assertThat(names.of("app.example")[0]).isEqualTo(ChangingName.PUBLIC);

      Reply reply = send(names, AllowedAddresses.PUBLIC);

      assertThat(kind(reply)).isEqualTo(FailureKind.ADDRESS_REFUSED);
      assertThat(names.asked()).isEqualTo(2);
      assertThat(hits).hasValue(0);
    }
  }

  @Test
  void each_dial_asks_once_and_judges_what_it_was_told() throws IOException {
    try (var names = new ChangingName(ChangingName.METADATA, ChangingName.LOOPBACK)) {
      assertThat(kind(send(names, AllowedAddresses.PUBLIC))).isEqualTo(FailureKind.ADDRESS_REFUSED);
      assertThat(names.asked()).isEqualTo(1);
      assertThat(kind(send(names, AllowedAddresses.PUBLIC))).isEqualTo(FailureKind.ADDRESS_REFUSED);
      assertThat(names.asked()).isEqualTo(2);
      assertThat(hits).hasValue(0);
    }
  }

  @Test
  void an_allowed_address_does_not_open_others_by_the_same_name() throws IOException {
    AllowedAddresses loopback = AllowedAddresses.read("127.0.0.1");
    try (var names = new ChangingName(ChangingName.METADATA, ChangingName.LOOPBACK)) {
      assertThat(kind(send(names, loopback))).isEqualTo(FailureKind.ADDRESS_REFUSED);
      assertThat(hits).hasValue(0);

      assertThat(send(names, loopback)).isInstanceOf(Answered.class);
      assertThat(hits).hasValue(1);
    }
  }

  private Reply send(ChangingName names, AllowedAddresses allowed) {
    var rule = new OutboundRule("rebinding", allowed, Duration.ofSeconds(20), 4);
    var registries =
        new Guards.Registries(
            BulkheadRegistry.ofDefaults(),
            CircuitBreakerRegistry.ofDefaults(),
            TimeLimiterRegistry.ofDefaults());
    var outbound =
        new WebClientOutbound(
            rule,
            Limits.STANDARD.http(),
            Guards.of(rule, registries),
            GuardedResolvers.of(Executors.newVirtualThreadPerTaskExecutor(), names, allowed));
    URI uri = URI.create("http://app.example:" + server.getAddress().getPort() + "/");
    var replies = new ArrayList<Reply>();
    StepVerifier.create(outbound.send(new HttpCall("GET", uri, Map.of(), Body.EMPTY)))
        .consumeNextWith(replies::add)
        .verifyComplete();
    return replies.getFirst();
  }

  private static FailureKind kind(Reply reply) {
    return ((Unanswered) reply).failure().kind();
  }
}

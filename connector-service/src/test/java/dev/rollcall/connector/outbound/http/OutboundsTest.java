package dev.rollcall.connector.outbound.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.rollcall.connector.Limits;
import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.outbound.AllowedAddresses;
import dev.rollcall.connector.outbound.Body;
import dev.rollcall.connector.outbound.HttpCall;
import dev.rollcall.connector.outbound.NameLookup;
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
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.test.StepVerifier;

/// Outbound HTTP against a server on this machine, which is just what a customer's URL must not
/// reach.
class OutboundsTest {
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private final AtomicInteger hits = new AtomicInteger();
  private final CountDownLatch done = new CountDownLatch(1);
  private final Guards.Registries registries =
      new Guards.Registries(
          BulkheadRegistry.ofDefaults(),
          CircuitBreakerRegistry.ofDefaults(),
          TimeLimiterRegistry.ofDefaults());
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
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          hits.incrementAndGet();
          try (exchange) {
            switch (exchange.getRequestURI().getPath()) {
              case "/long" -> {
                exchange.sendResponseHeaders(200, 2_000_000);
                exchange.getResponseBody().write(new byte[2_000_000]);
              }
              case "/elsewhere" -> {
                exchange.getResponseHeaders().set("Location", "/");
                exchange.sendResponseHeaders(302, -1);
              }
              case "/never" -> done.await();
              case "/bad" -> exchange.sendResponseHeaders(500, -1);
              default -> exchange.sendResponseHeaders(204, -1);
            }
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    done.countDown();
    server.stop(0);
  }

  @Test
  void a_private_address_is_dialled_only_where_it_is_allowed() {
    assertThat(status(send(true, "127.0.0.1", "/"))).isEqualTo(204);
    assertThat(kind(send(false, "127.0.0.1", "/"))).isEqualTo(FailureKind.ADDRESS_REFUSED);
    assertThat(kind(send(false, "localhost", "/"))).isEqualTo(FailureKind.ADDRESS_REFUSED);
    assertThat(kind(send(false, "[::ffff:127.0.0.1]", "/"))).isEqualTo(FailureKind.ADDRESS_REFUSED);
    assertThat(hits).hasValue(1);
  }

  @Test
  void a_name_that_changes_its_address_after_a_check_gains_nothing() {
    var asked = new AtomicInteger();
    NameLookup rebinding =
        _ -> {
          byte[] address = asked.getAndIncrement() == 0 ? new byte[] {8, 8, 8, 8} : LOOPBACK;
          return new InetAddress[] {InetAddress.getByAddress(address)};
        };
    // The first look-up is that of somebody who checks the name before the call.
    assertThat(addresses(rebinding)).containsExactly("8.8.8.8");

    Reply reply = send(outbound(false, rebinding), "rebinding.example", "/");

    assertThat(kind(reply)).isEqualTo(FailureKind.ADDRESS_REFUSED);
    assertThat(hits).hasValue(0);
  }

  @Test
  void of_a_name_with_several_addresses_only_public_ones_are_dialled() {
    NameLookup mixed =
        _ ->
            new InetAddress[] {
              InetAddress.getByAddress(LOOPBACK), InetAddress.getByAddress(new byte[] {10, 0, 0, 1})
            };

    assertThat(kind(send(outbound(false, mixed), "mixed.example", "/")))
        .isEqualTo(FailureKind.ADDRESS_REFUSED);
    assertThat(hits).hasValue(0);
  }

  @Test
  void redirects_are_not_followed() {
    assertThat(status(send(true, "127.0.0.1", "/elsewhere"))).isEqualTo(302);
    assertThat(hits).hasValue(1);
  }

  @Test
  void an_answer_that_is_too_long_is_cut_off() {
    assertThat(kind(send(true, "127.0.0.1", "/long"))).isEqualTo(FailureKind.UNUSABLE_ANSWER);
  }

  @Test
  void no_answer_in_time_is_a_timeout() {
    WebClientOutbound impatient =
        outbound(
            new OutboundRule("test", AllowedAddresses.PRIVATE, Duration.ofMillis(700), 4),
            InetAddress::getAllByName);

    assertThat(failure(send(impatient, "127.0.0.1", "/never")))
        .isEqualTo(Failure.of(FailureKind.TIMEOUT, "No answer within 700 ms"));
  }

  @Test
  void nobody_there_is_unreachable() {
    server.stop(0);

    assertThat(failure(send(true, "127.0.0.1", "/")))
        .isEqualTo(Failure.of(FailureKind.UNREACHABLE, "No answer: connection refused"));
  }

  @Test
  void a_name_that_nobody_has_is_said_to_be_unknown() {
    NameLookup nobody =
        name -> {
          throw new UnknownHostException(name);
        };

    assertThat(failure(send(outbound(true, nobody), "nobody.example", "/")))
        .isEqualTo(Failure.of(FailureKind.UNREACHABLE, "No answer: name not found"));
  }

  @Test
  void a_certificate_of_an_unknown_authority_is_said_not_to_be_trusted(@TempDir Path folder)
      throws Exception {
    HttpsServer own =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    own.setHttpsConfigurator(new HttpsConfigurator(selfSigned(folder.resolve("keys.p12"))));
    own.start();
    try {
      WebClientOutbound outbound = outbound(true, InetAddress::getAllByName);

      assertThat(failure(send(outbound, "https://127.0.0.1:" + own.getAddress().getPort())))
          .isEqualTo(
              Failure.of(FailureKind.UNREACHABLE, "No answer: TLS: certificate not trusted"));
    } finally {
      own.stop(0);
    }
  }

  private static SSLContext selfSigned(Path file) throws Exception {
    char[] pin = "only-for-this-test".toCharArray();
    int rc =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "san=ip:127.0.0.1",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(pin))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    assertThat(rc).isZero();
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(KeyStore.getInstance(file.toFile(), pin), pin);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(keys.getKeyManagers(), null, null);
    return tls;
  }

  @Test
  void calls_are_held_back_when_the_last_ones_all_failed() {
    WebClientOutbound outbound = outbound(true, InetAddress::getAllByName);
    for (int call = 0; call < 10; call++) {
      assertThat(status(send(outbound, "127.0.0.1", "/bad"))).isEqualTo(500);
    }

    assertThat(kind(send(outbound, "127.0.0.1", "/"))).isEqualTo(FailureKind.HELD_BACK);
    assertThat(hits).hasValue(10);
  }

  private Reply send(boolean allowPrivate, String host, String path) {
    return send(outbound(allowPrivate, InetAddress::getAllByName), host, path);
  }

  private WebClientOutbound outbound(boolean allowPrivate, NameLookup lookup) {
    // The first call of a young JVM on a busy machine takes its time.
    AllowedAddresses addresses = allowPrivate ? AllowedAddresses.PRIVATE : AllowedAddresses.PUBLIC;
    return outbound(new OutboundRule("test", addresses, Duration.ofSeconds(20), 4), lookup);
  }

  private WebClientOutbound outbound(OutboundRule rule, NameLookup lookup) {
    return new WebClientOutbound(
        rule,
        Limits.STANDARD.http(),
        Guards.of(rule, registries),
        GuardedResolvers.of(Executors.newVirtualThreadPerTaskExecutor(), lookup, rule.addresses()));
  }

  private Reply send(WebClientOutbound outbound, String host, String path) {
    return send(outbound, "http://" + host + ":" + server.getAddress().getPort() + path);
  }

  private static Reply send(WebClientOutbound outbound, String address) {
    URI uri = URI.create(address);
    var replies = new ArrayList<Reply>();
    StepVerifier.create(outbound.send(new HttpCall("GET", uri, Map.of(), Body.EMPTY)))
        .consumeNextWith(replies::add)
        .verifyComplete();
    return replies.getFirst();
  }

  private static String[] addresses(NameLookup lookup) {
    try {
      return new String[] {lookup.of("rebinding.example")[0].getHostAddress()};
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int status(Reply reply) {
    return ((Answered) reply).status();
  }

  private static FailureKind kind(Reply reply) {
    return failure(reply).kind();
  }

  private static Failure failure(Reply reply) {
    return ((Unanswered) reply).failure();
  }
}

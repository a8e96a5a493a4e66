package dev.rollcall.connector.outbound.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.rollcall.connector.Limits;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.outbound.Body;
import dev.rollcall.connector.outbound.HttpCall;
import dev.rollcall.connector.outbound.OutboundRule;
import dev.rollcall.connector.outbound.Reply;
import dev.rollcall.connector.outbound.Reply.Unanswered;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.NoopDnsCache;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/// A name server that changes its mind between two questions, against a server on this machine that
/// must not be reached.
class RebindingTest {
  private static final byte[] PUBLIC = {8, 8, 8, 8};
  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final byte[] METADATA = {(byte) 169, (byte) 254, (byte) 169, (byte) 254};

  private final AtomicInteger hits = new AtomicInteger();
  private final MultiThreadIoEventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
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
    var _ = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  @Test
  void a_name_that_is_public_when_it_is_checked_and_private_when_it_is_dialled_is_not_dialled()
      throws IOException {
    try (var names = new NameServer(PUBLIC, LOOPBACK);
        DnsNameResolver resolver = resolver(names)) {
      // Whoever saves the target may look the name up, and sees nothing wrong.
      assertThat(lookup(resolver).of("app.example")[0].getAddress()).isEqualTo(PUBLIC);

      Reply reply = send(resolver);

      assertThat(kind(reply)).isEqualTo(FailureKind.ADDRESS_REFUSED);
      assertThat(names.asked()).isEqualTo(2);
      assertThat(hits).hasValue(0);
    }
  }

  @Test
  void each_dial_asks_once_and_judges_what_it_was_told() throws IOException {
    try (var names = new NameServer(METADATA, LOOPBACK);
        DnsNameResolver resolver = resolver(names)) {
      assertThat(kind(send(resolver))).isEqualTo(FailureKind.ADDRESS_REFUSED);
      assertThat(names.asked()).isEqualTo(1);
      assertThat(kind(send(resolver))).isEqualTo(FailureKind.ADDRESS_REFUSED);
      assertThat(names.asked()).isEqualTo(2);
      assertThat(hits).hasValue(0);
    }
  }

  private Reply send(DnsNameResolver resolver) {
    var rule = new OutboundRule("rebinding", false, Duration.ofSeconds(20), 4);
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
            new GuardedResolver(Executors.newVirtualThreadPerTaskExecutor(), lookup(resolver)));
    URI uri = URI.create("http://app.example:" + server.getAddress().getPort() + "/");
    var replies = new ArrayList<Reply>();
    StepVerifier.create(outbound.send(new HttpCall("GET", uri, Map.of(), Body.EMPTY)))
        .consumeNextWith(replies::add)
        .verifyComplete();
    return replies.getFirst();
  }

  private DnsNameResolver resolver(NameServer names) {
    return new DnsNameResolverBuilder(loops.next())
        .datagramChannelFactory(NioDatagramChannel::new)
        .nameServerProvider(new SingletonDnsServerAddressStreamProvider(names.address()))
        .resolveCache(NoopDnsCache.INSTANCE)
        .build();
  }

  private static GuardedResolver.Lookup lookup(DnsNameResolver resolver) {
    return host -> {
      var found = resolver.resolveAll(host).awaitUninterruptibly();
      if (!found.isSuccess()) {
        throw new UnknownHostException(host);
      }
      return found.getNow().toArray(InetAddress[]::new);
    };
  }

  private static FailureKind kind(Reply reply) {
    return ((Unanswered) reply).failure().kind();
  }
}

package dev.rollcall.ingress.administration.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.ingress.Settings;
import dev.rollcall.ingress.reads.ReadAnswer;
import dev.rollcall.ingress.reads.ReadsUnavailableException;
import dev.rollcall.ingress.reads.http.InternalClient;
import dev.rollcall.schemas.event.TenantId;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.NettyDataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/// What the connector answered is read to its end, or its connection is never used again.
final class QueuedActsTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String ACT_ID = "019ac000-0000-7000-8000-000000000000";
  private static final Clock MADE_THEN =
      Clock.fixed(Instant.ofEpochMilli(Long.parseLong("019ac0000000", 16)), ZoneOffset.UTC);
  private static final QueuedActs.Place PLACE =
      new QueuedActs.Place(new TenantId("demo"), "crm", ACT_ID);

  private final NettyDataBuffer notFound =
      new NettyDataBufferFactory(PooledByteBufAllocator.DEFAULT).allocateBuffer(16);
  private final ReadAnswer said = new ReadAnswer(404, null, null, Flux.just(notFound));
  private final AtomicReference<Mono<String>> recorded = new AtomicReference<>(Mono.empty());
  private DisposableServer projection;

  @BeforeEach
  void start() {
    notFound.write("not found".getBytes(StandardCharsets.UTF_8));
    projection =
        HttpServer.create()
            .host("127.0.0.1")
            .handle((_, response) -> response.sendString(recorded.get()))
            .bindNow();
  }

  @AfterEach
  void stop() {
    projection.disposeNow();
  }

  @Test
  void an_act_that_is_on_its_way_is_told_of_and_what_the_connector_said_is_let_go() {
    recorded.set(Mono.just("{\"document\":{\"target\":\"crm\",\"act\":\"resume\"}}"));
    ReadAnswer answer = answered(projection.port());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(text(answer)).contains("\"queued\"").contains("\"resume\"");
    assertThat(notFound.getNativeBuffer().refCnt()).isZero();
  }

  @Test
  void an_act_on_another_target_is_not_told_of() {
    recorded.set(Mono.just("{\"document\":{\"target\":\"another\"}}"));
    ReadAnswer answer = answered(projection.port());
    assertThat(answer.status()).isEqualTo(404);
    assertThat(text(answer)).isEqualTo("not found");
    assertThat(notFound.getNativeBuffer().refCnt()).isZero();
  }

  @Test
  void what_the_connector_said_is_let_go_when_the_projection_cannot_be_asked() throws IOException {
    int nobody;
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = taken.getLocalPort();
    }
    assertThatThrownBy(() -> answered(nobody)).isInstanceOf(ReadsUnavailableException.class);
    assertThat(notFound.getNativeBuffer().refCnt()).isZero();
  }

  @Test
  void and_when_what_it_answers_cannot_be_read() {
    recorded.set(Mono.just("{"));
    assertThatThrownBy(() -> answered(projection.port())).isInstanceOf(RuntimeException.class);
    assertThat(notFound.getNativeBuffer().refCnt()).isZero();
  }

  @Test
  void and_when_whoever_asks_hangs_up_meanwhile() {
    recorded.set(Mono.never());
    Disposable asking = asked(projection.port()).subscribe();
    asking.dispose();
    assertThat(notFound.getNativeBuffer().refCnt()).isZero();
  }

  private ReadAnswer answered(int port) {
    return Objects.requireNonNull(asked(port).block(SOON));
  }

  private Mono<ReadAnswer> asked(int port) {
    var settings =
        new Settings(
            "", 1, (short) 1, URI.create(""), URI.create(""), "", Path.of(""), null, "secret");
    var client =
        new InternalClient(
            "the projection",
            URI.create("http://127.0.0.1:" + port),
            settings,
            new InternalClient.Bounds(SOON, 1024, 1));
    return new QueuedActs(client, MADE_THEN).orQueued(PLACE, said);
  }

  private static String text(ReadAnswer answer) {
    return Objects.requireNonNull(
        answer
            .body()
            .map(buffer -> {
              String text = buffer.toString(StandardCharsets.UTF_8);
              DataBufferUtils.release(buffer);
              return text;
            })
            .reduce(String::concat)
            .block(SOON));
  }
}

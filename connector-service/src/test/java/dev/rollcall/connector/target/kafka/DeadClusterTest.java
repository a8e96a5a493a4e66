package dev.rollcall.connector.target.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.connector.Facts;
import dev.rollcall.connector.delivery.core.Answer;
import dev.rollcall.connector.delivery.core.Answer.Failed;
import dev.rollcall.connector.target.Opened;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/// Brokers that take a connection and say nothing.
class DeadClusterTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final ResourceRef ADA = Facts.user("a");

  @Test
  void calls_that_wait_for_brokers_wait_on_threads_of_the_target_and_on_no_shared_ones()
      throws IOException {
    try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var target = Opened.of(new KafkaTopicKind(), entry(silent.getLocalPort()))) {
      var answers =
          Flux.range(1, Opened.IN_FLIGHT_MAX)
              .flatMap(seq -> target.app().perform(ADA, Facts.published(ADA, seq, "ada")))
              .collectList()
              .toFuture();
      await().atMost(PATIENCE).until(() -> !waiting().isEmpty());

      assertThat(waiting()).allMatch(name -> name.startsWith("kafka-contract-"));
      List<Answer> all = answers.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
      assertThat(all).hasSize(Opened.IN_FLIGHT_MAX).allMatch(Failed.class::isInstance);
    }
  }

  @Test
  void a_test_call_ends_in_time_and_says_that_nobody_was_reached() throws IOException {
    try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var target = Opened.of(new KafkaTopicKind(), entry(silent.getLocalPort()))) {
      assertThat(target.app().probe().block(Opened.TOTAL.multipliedBy(2)))
          .isInstanceOfSatisfying(
              Failed.class,
              it ->
                  assertThat(it.failure().text()).isEqualTo("No broker could be reached in time"));
    }
  }

  /// The names of the threads that are in the target's code.
  private static List<String> waiting() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(it ->
            Arrays.stream(it.getValue())
                .anyMatch(frame -> frame.getClassName().equals(KafkaTopicApp.class.getName())))
        .map(Map.Entry::getKey)
        .map(Thread::getName)
        .toList();
  }

  private static JsonObject entry(int port) {
    return JsonObject.builder()
        .put("bootstrapServers", "127.0.0.1:" + port)
        .put("topic", "facts")
        .put("tls", false)
        .put("allowPrivateAddress", true)
        .build();
  }
}

package dev.rollcall.connector.parking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.connector.parking.DeadLetterTopic.TopicUnavailableException;
import dev.rollcall.connector.parking.DeadLetters.Waiting;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The relay goes on after whatever befalls it: nobody else tells that letters wait.
class DeadLetterRelayTest {
  private static final Duration LOOK = Duration.ofMillis(5);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final List<Waiting> waiting =
      Collections.synchronizedList(
          new ArrayList<>(
              List.of(new Waiting(1, "acme", "first"), new Waiting(2, "acme", "second"))));
  private final List<Waiting> sent = Collections.synchronizedList(new ArrayList<>());
  private final Deque<RuntimeException> troubles = new ArrayDeque<>();
  private final DeadLetterRelay relay =
      new DeadLetterRelay(() -> {}, new Store(), this::take, LOOK);

  @AfterEach
  void stop() {
    relay.stop();
  }

  @Test
  void letters_go_to_the_topic_and_are_forgotten_then() {
    relay.start();

    await().atMost(PATIENCE).until(waiting::isEmpty);
    assertThat(sent).extracting(Waiting::id).containsExactly(1L, 2L);
  }

  @Test
  void a_topic_that_takes_nothing_for_a_while_gets_them_later() {
    troubles.add(new TopicUnavailableException("away", new IllegalStateException()));
    relay.start();

    await().atMost(PATIENCE).until(waiting::isEmpty);
    assertThat(sent).extracting(Waiting::id).containsExactly(1L, 2L);
  }

  @Test
  void what_nobody_expected_does_not_end_it() {
    troubles.add(new IllegalStateException("a defect"));
    troubles.add(new ArithmeticException("another one"));
    relay.start();

    await().atMost(PATIENCE).until(waiting::isEmpty);
    assertThat(sent).extracting(Waiting::id).containsExactly(1L, 2L);
  }

  private void take(List<Waiting> letters) {
    RuntimeException trouble = troubles.poll();
    if (trouble != null) {
      throw trouble;
    }
    sent.addAll(letters);
  }

  private final class Store implements DeadLetters {
    @Override
    public List<Waiting> oldest(int limit) {
      return List.copyOf(waiting);
    }

    @Override
    public void forget(List<Waiting> gone) {
      waiting.removeAll(gone);
    }
  }
}

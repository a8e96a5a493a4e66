package dev.rollcall.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Two instances of ingress, and a client whose repeats come to the other one, as a load balancer
/// sends them.
class OtherIngressIT extends OnRig {
  private static final Duration HEARD_MAX = Duration.ofSeconds(10);
  private static final Duration DEATH_HEARD_MAX = Duration.ofSeconds(30);
  private static final Duration LOOK = Duration.ofMillis(50);

  private FaultyService other;
  private Insistent otherClient;

  @BeforeAll
  void start_another() throws IOException {
    other = rig.ingressBeside();
    other.start(List.of());
    other.awaitReady();
    otherClient = new Insistent(other.address() + "/scim/v2", rig.token());
  }

  @AfterAll
  void end_it() {
    other.close();
  }

  @Test
  void a_create_whose_answer_was_lost_is_answered_by_the_other() throws Exception {
    client.get("/Users");
    String user = Bodies.user(name(), "first");
    rig.projection.running().signal("STOP");
    try (var gone = new RawClient(URI.create(rig.ingress.address()), rig.token())) {
      ask(gone, user);
    } finally {
      rig.projection.running().signal("CONT");
    }
    // Until the other has heard of it, which takes milliseconds, nobody knows better than 409.
    answered(user, HEARD_MAX);
    // Now it was delivered, and both know it.
    assertThat(otherClient.ask("POST", "/Users", user).status()).isEqualTo(409);
    Awaitility.await()
        .atMost(HEARD_MAX)
        .pollInterval(LOOK)
        .untilAsserted(
            () -> assertThat(client.ask("POST", "/Users", user).status()).isEqualTo(409));
    logs.assertWhole();
  }

  @Test
  void a_create_that_was_answered_is_no_repeat_at_the_other() {
    String user = Bodies.user(name(), "first");
    assertThat(client.ask("POST", "/Users", user).status()).isEqualTo(201);
    assertThat(otherClient.ask("POST", "/Users", user).status()).isEqualTo(409);
  }

  @Test
  void what_one_that_was_killed_did_not_answer_is_answered_by_the_other() throws Exception {
    String delivered = Bodies.user(name(), "first");
    assertThat(otherClient.ask("POST", "/Users", delivered).status()).isEqualTo(201);
    client.get("/Users");
    String user = Bodies.user(name(), "first");
    rig.projection.running().signal("STOP");
    try (var waiting = new RawClient(URI.create(rig.ingress.address()), rig.token())) {
      ask(waiting, user);
      rig.ingress.kill();
    } finally {
      rig.projection.running().signal("CONT");
    }
    // Until it is known to be dead, nobody knows better than 409; Entra asks again.
    answered(user, DEATH_HEARD_MAX);
    // What the living one answered stays answered.
    assertThat(otherClient.ask("POST", "/Users", delivered).status()).isEqualTo(409);
    rig.startAgain(rig.ingress, List.of());
    rig.ingress.awaitReady();
    logs.assertWhole();
  }

  private void ask(RawClient raw, String user) throws IOException {
    long before = logs.asked();
    raw.send("POST", "/scim/v2/Users", user);
    Awaitility.await().atMost(HEARD_MAX).pollInterval(LOOK).until(() -> logs.asked() > before);
  }

  private void answered(String user, Duration max) {
    Awaitility.await()
        .atMost(max)
        .pollInterval(LOOK)
        .untilAsserted(
            () -> assertThat(otherClient.ask("POST", "/Users", user).status()).isEqualTo(201));
  }

  private static String name() {
    return "o" + Long.toString(System.nanoTime(), Character.MAX_RADIX);
  }
}

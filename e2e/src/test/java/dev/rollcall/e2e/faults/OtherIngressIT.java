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
    String user = Bodies.user(name(), "first");
    lost(user);
    // Until the other has heard of it, which takes milliseconds, nobody knows better than 409.
    answered(user, HEARD_MAX);
    assertThat(otherClient.ask("POST", "/Users", user).status()).isEqualTo(409);
    // What is heard of a later one shows that what was said before was heard too.
    String later = Bodies.user(name(), "first");
    lost(later);
    answered(later, HEARD_MAX);
    assertThat(client.ask("POST", "/Users", user).status()).isEqualTo(409);
    logs.assertWhole();
  }

  @Test
  void a_repeat_that_was_refused_before_the_loss_was_known_does_not_stand_in_the_way()
      throws Exception {
    String user = Bodies.user(name(), "first");
    client.get("/Users");
    otherClient.get("/Users");
    rig.projection.running().signal("STOP");
    try {
      try (var waiting = new RawClient(URI.create(rig.ingress.address()), rig.token());
          var repeated = new RawClient(URI.create(other.address()), rig.token())) {
        ask(waiting, user);
        ask(repeated, user);
        rig.ingress.kill();
      }
    } finally {
      rig.projection.running().signal("CONT");
    }
    rig.startAgain(rig.ingress, List.of());
    rig.ingress.awaitReady();
    assertThat(client.ask("POST", "/Users", user).status()).isEqualTo(201);
    assertThat(client.ask("POST", "/Users", user).status()).isEqualTo(409);
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
    try {
      // Until it is known to be dead, nobody knows better than 409; Entra asks again.
      answered(user, DEATH_HEARD_MAX);
      // What the living one answered stays answered.
      assertThat(otherClient.ask("POST", "/Users", delivered).status()).isEqualTo(409);
    } finally {
      rig.startAgain(rig.ingress, List.of());
      rig.ingress.awaitReady();
    }
    logs.assertWhole();
  }

  /// Sends a write to the first one and hangs up when the log has it and nobody has decided it.
  private void lost(String user) throws IOException {
    client.get("/Users");
    rig.projection.running().signal("STOP");
    try (var gone = new RawClient(URI.create(rig.ingress.address()), rig.token())) {
      ask(gone, user);
    } finally {
      rig.projection.running().signal("CONT");
    }
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

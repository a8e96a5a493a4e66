package dev.rollcall.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.e2e.faults.Insistent.Answer;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.standalone.session.JsonPointer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The answer to a write is lost on its way, and the client repeats the write, as Entra does: what
/// was asked for is there once, and nobody is stuck at 409.
class LostAnswersIT extends OnRig {
  private static final Duration NOTICED_MAX = Duration.ofSeconds(30);
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final int BULK_USERS = 60;

  /// What is there before a write.
  ///
  /// @param user the id of a user, at version 1, who is in no group
  /// @param group the id of a group, at version 1, without members
  record Scene(String name, String user, String group) {}

  /// A write whose answer is lost.
  ///
  /// @param status what the answer was, and is to the repeat
  /// @param resource the address of what it made or changed; a search where its id is the answer's
  /// @param version what the resource is at afterwards; 0 where it is gone
  record Write(
      String what,
      String method,
      Function<Scene, String> path,
      Function<Scene, String> body,
      int status,
      Function<Scene, String> resource,
      int version) {
    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Write> writes() {
    Function<Scene, String> user = scene -> "/Users/" + scene.user();
    Function<Scene, String> group = scene -> "/Groups/" + scene.group();
    return Stream.of(
        new Write(
            "a user is created",
            "POST",
            _ -> "/Users",
            scene -> Bodies.user(scene.name() + "-new", "first"),
            201,
            scene -> Bodies.having("/Users", "userName", scene.name() + "-new"),
            1),
        new Write(
            "a group is created",
            "POST",
            _ -> "/Groups",
            scene -> Bodies.group(scene.name() + "-new", scene.user()),
            201,
            scene -> Bodies.having("/Groups", "displayName", scene.name() + "-new"),
            1),
        new Write(
            "a user is patched",
            "PATCH",
            user,
            _ -> Bodies.patch(Bodies.replace("title", "\"second\"")),
            200,
            user,
            2),
        new Write(
            "a user is replaced",
            "PUT",
            user,
            scene -> Bodies.user(scene.name() + "-user", "second"),
            200,
            user,
            2),
        new Write(
            "a member is added",
            "PATCH",
            group,
            scene -> Bodies.patch(Bodies.add(scene.user())),
            204,
            group,
            2),
        new Write("a user is deleted", "DELETE", user, _ -> "", 204, user, 0),
        new Write(
            "users and their group are created in bulk",
            "POST",
            _ -> "/Bulk",
            scene -> Bodies.bulk(scene.name() + "-bulk", BULK_USERS),
            200,
            scene -> Bodies.having("/Groups", "displayName", scene.name() + "-bulk"),
            1));
  }

  @ParameterizedTest
  @MethodSource("writes")
  void a_client_that_hung_up_before_the_decision_gets_the_first_answer(Write write)
      throws Exception {
    Scene scene = scene();
    lost(write, scene);
    assertFirst(write, repeat(write, scene));
    assertOnce(write, scene);
    // Now it was delivered, and what comes is another wish.
    Answer another = repeat(write, scene);
    assertThat(another.status()).as(another.text()).isEqualTo(onceMore(write));
    assertOnce(write, scene);
  }

  @ParameterizedTest
  @MethodSource("writes")
  void a_client_that_did_not_read_its_answer_finds_what_it_asked_for(Write write) throws Exception {
    Scene scene = scene();
    try (var deaf = new RawClient(URI.create(rig.ingress.address()), rig.token())) {
      deaf.send(write.method(), "/scim/v2" + write.path().apply(scene), write.body().apply(scene));
      Awaitility.await()
          .atMost(NOTICED_MAX)
          .pollInterval(LOOK)
          .untilAsserted(() -> assertOnce(write, scene));
    }
    // Nobody can say whether it was delivered: both answers are right, and neither changes
    // anything.
    Answer answer = repeat(write, scene);
    assertThat(answer.status()).as(answer.text()).isIn(write.status(), onceMore(write));
    assertOnce(write, scene);
  }

  @ParameterizedTest
  @MethodSource("writes")
  void an_ingress_that_died_between_the_log_and_the_answer_answers_in_its_next_life(Write write) {
    Scene scene = scene();
    survival.of(
        new Round(List.of(List.of("ingress.acknowledged"))),
        () -> {
          Answer answer = repeat(write, scene);
          assertThat(answer.repeated()).isTrue();
          assertFirst(write, answer);
        });
    assertOnce(write, scene);
  }

  @Test
  void a_client_that_repeats_before_it_hangs_up_gets_the_first_answer() throws Exception {
    Write write = writes().findFirst().orElseThrow();
    Scene scene = scene();
    CompletableFuture<Answer> second;
    rig.projection.running().signal("STOP");
    try (var first = new RawClient(URI.create(rig.ingress.address()), rig.token())) {
      send(first, write, scene);
      long before = logs.asked();
      second = CompletableFuture.supplyAsync(() -> repeat(write, scene));
      awaitAsked(before);
    } finally {
      rig.projection.running().signal("CONT");
    }
    Answer answer = second.get(NOTICED_MAX.toSeconds(), TimeUnit.SECONDS);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    assertOnce(write, scene);
  }

  @Test
  void however_often_the_answer_is_lost_the_first_one_is_given() throws Exception {
    Write write = writes().findFirst().orElseThrow();
    Scene scene = scene();
    lost(write, scene);
    lost(write, scene);
    survival.of(
        new Round(List.of(List.of("ingress.heard"))),
        () -> assertThat(repeat(write, scene).status()).isEqualTo(201));
    assertOnce(write, scene);
  }

  /// Sends a write and hangs up when the log has it and nobody has decided it.
  private void lost(Write write, Scene scene) throws IOException {
    rig.projection.running().signal("STOP");
    try {
      try (var gone = new RawClient(URI.create(rig.ingress.address()), rig.token())) {
        send(gone, write, scene);
      }
    } finally {
      rig.projection.running().signal("CONT");
    }
  }

  /// Sends a write and waits until the log has it.
  private void send(RawClient raw, Write write, Scene scene) throws IOException {
    long before = logs.asked();
    raw.send(write.method(), "/scim/v2" + write.path().apply(scene), write.body().apply(scene));
    awaitAsked(before);
  }

  private void awaitAsked(long before) {
    Awaitility.await().atMost(NOTICED_MAX).pollInterval(LOOK).until(() -> logs.asked() > before);
  }

  private Answer repeat(Write write, Scene scene) {
    return client.ask(write.method(), write.path().apply(scene), write.body().apply(scene));
  }

  private static void assertFirst(Write write, Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(write.status());
    // Nor is an operation of a bulk request refused as one that was done before.
    assertThat(answer.text()).doesNotContain("\"409\"");
  }

  /// What the same request is answered that is no repeat.
  private static int onceMore(Write write) {
    return switch (write.method()) {
      case "POST" -> write.status() == 201 ? 409 : write.status();
      case "DELETE" -> 404;
      default -> write.status();
    };
  }

  private void assertOnce(Write write, Scene scene) {
    String address = write.resource().apply(scene);
    Answer found = client.get(address);
    if (write.version() == 0) {
      assertThat(found.status()).isEqualTo(404);
      return;
    }
    assertThat(found.status()).as(found.text()).isEqualTo(200);
    boolean searched = address.contains("?");
    if (searched) {
      assertThat(found.text()).contains("\"totalResults\":1");
    }
    String pointer = (searched ? "/Resources/0" : "") + "/meta/version";
    assertThat(JsonPointer.find(found.json(), pointer))
        .isEqualTo(new JsonString("W/\"" + write.version() + "\""));
    logs.assertWhole();
  }

  private Scene scene() {
    String name = "l" + Long.toString(System.nanoTime(), Character.MAX_RADIX);
    String user = created("/Users", Bodies.user(name + "-user", "first"));
    return new Scene(name, user, created("/Groups", Bodies.group(name + "-group")));
  }

  private String created(String endpoint, String body) {
    Answer answer = client.ask("POST", endpoint, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.string("id");
  }
}

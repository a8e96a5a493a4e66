package dev.rollcall.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.backing.Ports;
import dev.rollcall.schemas.access.Token;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `./rollcall up` as a user meets it: starts, refusals to start, ends of every kind.
class LauncherIT {
  private static final Duration CHILDREN_END_MAX = Duration.ofSeconds(30);

  /// A service is started, and a dead owner's partitions are taken over.
  private static final Duration AGAIN_MAX = Duration.ofSeconds(90);

  @TempDir Path folder;

  @Test
  void after_a_kill_the_next_start_has_everything_and_a_signal_stops_it_cleanly() throws Exception {
    String port = Integer.toString(Ports.free());
    String id;
    List<ProcessHandle> children;
    try (var first = Launcher.start(folder.resolve("data"), "--port", port)) {
      var access = first.awaitReady();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(first.rollcallJson())))
          .isEqualTo("rw-------");
      assertThat(access.members())
          .containsOnlyKeys("scimBaseUrl", "token", "adminBaseUrl", "adminToken", "pid");
      id =
          caller(port, access.text("token").orElseThrow())
              .post("/scim/v2/Users", Caller.user("kept"))
              .string("id");
      children = first.children();
      first.kill();
    }
    assertThat(children).hasSizeGreaterThanOrEqualTo(5);
    // Services and Kafka end with their parent; PostgreSQL is stopped by the next start.
    await()
        .atMost(CHILDREN_END_MAX)
        .until(
            () -> children.stream().filter(LauncherIT::isJava).noneMatch(ProcessHandle::isAlive));

    try (var second = Launcher.start(folder.resolve("data"), "--port", port)) {
      var access = second.awaitReady();
      var caller = caller(port, access.text("token").orElseThrow());
      assertThat(caller.get("/scim/v2/Users/" + id).status()).isEqualTo(200);
      // What the killed one may have left unanswered is answered as it was; the next is a double.
      assertThat(caller.post("/scim/v2/Users", Caller.user("kept")).string("id")).isEqualTo(id);
      assertThat(caller.post("/scim/v2/Users", Caller.user("kept")).status()).isEqualTo(409);
      assertThat(children).noneMatch(ProcessHandle::isAlive);
      tokensComeAndGo(port, "/scim/v2/Users/" + id);
      List<ProcessHandle> running = second.children();

      second.terminate();

      assertThat(second.awaitEnd()).isIn(0, 143);
      assertThat(second.output()).endsWith("Stopped.\n");
      assertThat(second.rollcallJson()).doesNotExist();
      assertThat(running).noneMatch(ProcessHandle::isAlive);
      assertThat(Ports.isFree(Integer.parseInt(port))).isTrue();
    }
  }

  private void tokensComeAndGo(String port, String address) throws Exception {
    String token = said("token", "--scope", "scim");
    caller(port, token).await(address, CHILDREN_END_MAX, answer -> answer.status() == 200);
    assertThat(said("token", "--revoke", Token.parse(token).orElseThrow().id())).isEmpty();
    caller(port, token).await(address, CHILDREN_END_MAX, answer -> answer.status() == 401);
  }

  /// What a command says that does what it should.
  private String said(String command, String... arguments) throws Exception {
    try (var run = Launcher.run(command, folder.resolve("data"), arguments)) {
      assertThat(run.awaitEnd()).as(run.output()).isZero();
      return run.output().strip();
    }
  }

  @Test
  void what_is_killed_is_started_again_and_writes_go_on() throws Exception {
    String port = Integer.toString(Ports.free());
    try (var up = Launcher.start(folder.resolve("data"), "--port", port)) {
      var caller = caller(port, up.awaitReady().text("token").orElseThrow());
      var names = new AtomicInteger();
      for (String part : List.of("Projection", "Connector", "Ingress", "postgres")) {
        ProcessHandle killed = running(up, part).orElseThrow();

        killed.destroyForcibly();

        await()
            .atMost(AGAIN_MAX)
            .until(() -> running(up, part).filter(it -> it.pid() != killed.pid()).isPresent());
        await()
            .atMost(AGAIN_MAX)
            .untilAsserted(() -> {
              String user = Caller.user("after-" + part + "-" + names.incrementAndGet());
              assertThat(caller.post("/scim/v2/Users", user).status()).isEqualTo(201);
            });
      }
      assertThat(up.output())
          .contains("rollcall: projection ended with code 137", "projection was started again");
    }
  }

  /// The process of a part, which is a child of the launcher's own.
  private static Optional<ProcessHandle> running(Launcher up, String part) {
    return up.children().stream()
        .filter(it -> it.info().commandLine().orElse("").contains(part + "Application"))
        .findFirst()
        .or(() ->
            up.children().stream()
                .filter(it -> it.info().command().orElse("").endsWith("/" + part))
                .filter(it -> it.children().findAny().isPresent())
                .findFirst());
  }

  @Test
  void a_folder_in_use_and_a_taken_port_get_one_line_each() throws Exception {
    String port = Integer.toString(Ports.free());
    try (var first = Launcher.start(folder.resolve("data"), "--port", port)) {
      first.awaitReady();

      refused(folder.resolve("data"), Integer.toString(Ports.free()), "in use by another rollcall");
      refused(folder.resolve("other"), port, "Port " + port + " is taken");
      refused(Files.createFile(folder.resolve("file")), "1" + port.substring(1), "cannot be used");
    }
  }

  @Test
  void in_one_process_and_under_a_public_address_it_does_the_same() throws Exception {
    String port = Integer.toString(Ports.free());
    try (var up =
        Launcher.start(
            folder.resolve("data"),
            "--port",
            port,
            "--one-process",
            "--public-url",
            "https://scim.example.com/")) {
      var access = up.awaitReady();
      assertThat(up.output()).contains("https://scim.example.com");
      assertThat(access.text("scimBaseUrl")).contains("http://127.0.0.1:" + port + "/scim/v2");
      var caller = caller(port, access.text("token").orElseThrow());

      var created = caller.post("/scim/v2/Users", Caller.user("one"));

      assertThat(created.status()).isEqualTo(201);
      String location = "https://scim.example.com/scim/v2/Users/" + created.string("id");
      assertThat(created.header("Location")).contains(location);
      var read = caller.get("/scim/v2/Users/" + created.string("id"));
      assertThat(read.status()).isEqualTo(200);
      assertThat(read.text()).contains("\"location\":\"" + location + "\"");
      // Kafka is the only other Java process.
      List<ProcessHandle> running = up.children();
      assertThat(running.stream().filter(LauncherIT::isJava)).hasSize(1);

      up.terminate();

      assertThat(up.awaitEnd()).isIn(0, 143);
      assertThat(up.output()).contains("Stopped.\n");
      assertThat(running).noneMatch(ProcessHandle::isAlive);
    }
  }

  private static void refused(Path data, String port, String why) throws Exception {
    try (var second = Launcher.start(data, "--port", port)) {
      assertThat(second.awaitEnd()).isEqualTo(1);
      assertThat(second.output()).contains(why).doesNotContain("Exception", "\tat ");
      assertThat(second.output().lines().filter(it -> it.startsWith("rollcall: "))).hasSize(1);
    }
  }

  private static boolean isJava(ProcessHandle process) {
    return process.info().command().orElse("").endsWith("java");
  }

  private static Caller caller(String port, String token) {
    return new Caller("http://127.0.0.1:" + port, token);
  }
}

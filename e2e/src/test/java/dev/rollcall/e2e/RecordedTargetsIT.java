package dev.rollcall.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.backing.Ports;
import dev.rollcall.standalone.demoapp.ScimApp;
import dev.rollcall.standalone.platform.Platform;
import dev.rollcall.standalone.platform.PlatformOptions;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A target that an administrator records, from the PUT to the app, through a kill of the connector
/// and with a look at every byte on the disk.
class RecordedTargetsIT {
  private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
  private static final Duration ARRIVES = Duration.ofSeconds(30);
  private static final String CRM = "/admin/delivery/targets/crm";
  private static final String TOKEN = "token-that-nobody-may-see-4711";
  private static final String STALE = "token-of-last-year-0815";

  @TempDir Path folder;
  private final int port = Ports.free();
  private final ScimApp app = new ScimApp(TOKEN);
  private Platform platform;
  private boolean up;

  /// Connectors of other platforms, which other tests go on to use.
  private Set<Long> others = Set.of();

  private Caller admin;
  private Caller scim;

  @BeforeEach
  void start() {
    others = connectors().map(ProcessHandle::pid).collect(Collectors.toSet());
    platform = Platform.start(new PlatformOptions(CHECKOUT, folder, port), (_, _) -> {});
    up = true;
    admin = new Caller("http://127.0.0.1:" + port, platform.adminToken());
    scim = new Caller("http://127.0.0.1:" + port, platform.token());
  }

  @AfterEach
  void end() {
    stop();
    app.close();
  }

  private void stop() {
    if (up) {
      up = false;
      platform.close();
    }
  }

  @Test
  void an_app_is_connected_repaired_and_let_go_without_a_secret_on_the_disk() throws Exception {
    user("ada");
    refusesWhatCannotBeUsed();
    var created = put(CRM, target(TOKEN, ""));
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    assertThat(created.text()).doesNotContain(TOKEN).contains("\"sealed\":true");
    awaitAt("ada");

    pausesAndResumes();
    changesTheSecret();
    survivesAKill();
    showsItsHistoryAndNoSecret();

    assertThat(send("DELETE", CRM, "", Map.of("If-Match", "\"0\"")).status()).isEqualTo(412);
    assertThat(send("DELETE", CRM, "", Map.of()).status()).isEqualTo(204);
    assertThat(admin.get(CRM + "/configuration").status()).isEqualTo(404);
    admin.await(CRM, ARRIVES, answer -> answer.status() == 404);
    assertThat(app.state().users()).as("the app keeps what it has").containsKey("ada");

    try (var verify = Launcher.run("verify", folder)) {
      assertThat(verify.awaitEnd()).as(verify.output()).isZero();
      assertThat(verify.output()).contains("no difference");
    }

    stop();
    assertThat(found(folder.resolve("kafka"), app.url())).as("where records are").isPresent();
    assertThat(found(folder.resolve("postgres"), app.url())).as("where rows are").isPresent();
    for (String secret : new String[] {TOKEN, STALE}) {
      assertThat(found(folder, secret)).isEmpty();
    }
    assertThat(Files.getPosixFilePermissions(folder.resolve("sealing-keys.json")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  private void refusesWhatCannotBeUsed() {
    var mapping = put(CRM, target(TOKEN, ",\"mapping\":{\"User\":\"{\\\"userName\\\": $now()}\"}"));
    assertThat(mapping.status()).isEqualTo(400);
    assertThat(mapping.string("detail")).contains("mapping.User", "line 1, column");
    var group = put(CRM, target(TOKEN, ",\"scope\":{\"groups\":[\"nobody\"]}"));
    assertThat(group.string("detail")).contains("no group has the id 'nobody'");
    var stale = put(CRM, target(STALE, ""));
    assertThat(stale.status()).isEqualTo(400);
    assertThat(stale.string("detail")).contains("It answered 401", "check=skip");
    var nobody = put(CRM, target(TOKEN, "").replace(app.url(), "http://127.0.0.1:1/scim"));
    assertThat(nobody.string("detail")).contains("No answer");
    assertThat(admin.get(CRM + "/configuration").status()).isEqualTo(404);
  }

  private void pausesAndResumes() {
    assertThat(patch("{\"paused\":true}").status()).isEqualTo(200);
    admin.await(CRM, ARRIVES, answer -> answer.text().contains("\"state\":\"paused\""));
    user("kim");
    admin.await(CRM, ARRIVES, answer -> answer.text().contains("\"backlog\":1"));
    assertThat(app.state().users()).doesNotContainKey("kim");
    assertThat(patch("{\"paused\":null}").status()).isEqualTo(200);
    awaitAt("kim");
  }

  private void changesTheSecret() {
    var stale = put(CRM + "?check=skip", target(STALE, ",\"paused\":true"));
    assertThat(stale.status()).isEqualTo(200);
    // A connector that is still to take it up has the secret of before, which is good.
    admin.await(CRM, ARRIVES, answer -> answer.text().contains("\"state\":\"paused\""));
    user("lee");
    var resumed = send("PATCH", CRM + "?check=skip", "{\"paused\":null}", Map.of());
    assertThat(resumed.status()).as(resumed.text()).isEqualTo(200);
    admin.await(CRM, ARRIVES, answer -> answer.text().contains("\"unauthorized\""));
    assertThat(patch("{\"url\":\"https://elsewhere.example\"}").string("detail"))
        .contains("Say 'token' again");
    assertThat(patch("{\"token\":\"" + TOKEN + "\"}").status()).isEqualTo(200);
    awaitAt("lee");
  }

  private void survivesAKill() {
    ProcessHandle connector =
        connectors().filter(it -> !others.contains(it.pid())).findFirst().orElseThrow();
    connector.destroyForcibly();
    user("max");
    stop();
    start();
    awaitAt("max");
  }

  private static Stream<ProcessHandle> connectors() {
    return ProcessHandle.current()
        .descendants()
        .filter(it -> it.info().commandLine().orElse("").contains("ConnectorApplication"));
  }

  private void showsItsHistoryAndNoSecret() {
    String history = admin.get("/admin/history/target:crm").text();
    assertThat(history)
        .contains("\"operation\":\"replace\"", "\"operation\":\"patch\"", "\"fingerprint\"")
        .doesNotContain("ciphertext", TOKEN, STALE);
    assertThat(scim.get("/scim/v2/?count=100").text()).doesNotContain("crm", "target:");
    assertThat(scim.get("/scim/v2/Users/target:crm").status()).isEqualTo(404);
    var shown = admin.get(CRM + "/configuration");
    var back = put(CRM, shown.text());
    assertThat(back.status()).as(back.text()).isEqualTo(200);
    assertThat(back.header("ETag")).as("nothing changed").isEqualTo(shown.header("ETag"));
  }

  /// A file that holds a text.
  private static Optional<Path> found(Path below, String text) throws IOException {
    try (var files = Files.walk(below)) {
      return files.filter(Files::isRegularFile).filter(it -> holds(it, text)).findFirst();
    }
  }

  private static boolean holds(Path file, String text) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private String target(String token, String more) {
    return "{\"kind\":\"scim\",\"url\":\"%s\",\"token\":\"%s\",\"allowPrivateAddress\":true%s}"
        .formatted(app.url(), token, more);
  }

  private void user(String name) {
    var answer = scim.post("/scim/v2/Users", Caller.user(name));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
  }

  private void awaitAt(String name) {
    await().atMost(ARRIVES).until(() -> app.state().users().containsKey(name));
  }

  private Caller.Answer put(String path, String body) {
    return send("PUT", path, body, Map.of());
  }

  private Caller.Answer patch(String body) {
    return send("PATCH", CRM, body, Map.of());
  }

  private Caller.Answer send(String method, String path, String body, Map<String, String> more) {
    var headers = new HashMap<>(more);
    headers.put("Content-Type", "application/json");
    return admin.send(
        method,
        path,
        headers,
        body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
  }
}

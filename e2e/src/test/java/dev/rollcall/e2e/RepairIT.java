package dev.rollcall.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rollcall.schemas.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What an administrator does about an app that refuses somebody, all through public HTTP.
@ExtendWith(SharedPlatform.class)
class RepairIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final AtomicInteger accounts = new AtomicInteger();
  private volatile boolean full = true;
  private HttpServer app;
  private Tenant tenant;
  private String targets;

  /// An app that has no seat left until somebody buys one.
  @BeforeEach
  void open(Tenant given) throws IOException {
    tenant = given;
    app = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    app.createContext("/", this::answer);
    app.start();
    String target = "app-of-" + tenant.name();
    targets = "/admin/delivery/targets/" + target;
    tenant.target(
        JsonObject.builder()
            .put("id", target)
            .put("tenant", tenant.name())
            .put("kind", "scim")
            .put("url", "http://127.0.0.1:" + app.getAddress().getPort())
            .put("token", "t")
            .put("allowPrivateAddress", true)
            .build());
    tenant.administration().await(targets, PATIENCE, it -> it.status() == 200);
  }

  @AfterEach
  void close() {
    app.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    boolean creates = exchange.getRequestMethod().equals("POST");
    int status = !creates ? 404 : full ? 400 : 201;
    String body =
        status == 201
            ? "{\"id\":\"r" + accounts.incrementAndGet() + "\"}"
            : "{\"detail\":\"full\"}";
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Test
  void what_an_app_refused_is_found_tried_again_and_recorded() {
    String id = tenant.scim().post("/scim/v2/Users", Caller.user("ada")).string("id");
    Caller admin = tenant.administration();
    admin.await(targets + "/deadletters", PATIENCE, it -> it.text().contains(id));

    var letter = admin.get(targets + "/deadletters/" + id);
    assertThat(letter.string("standing")).isEqualTo("parked");
    assertThat(letter.text()).contains("It said: full.").contains(tenant.origin() + "/admin/req");
    assertThat(admin.get("/admin/delivery/people/" + id).text()).contains("parked");

    var dryRun = act("{\"act\":\"redrive\",\"filter\":{},\"dryRun\":true}");
    assertThat(dryRun.status()).isEqualTo(200);
    assertThat(dryRun.text()).contains("\"total\":1");
    assertThat(act("{\"act\":\"redrive\"}").status()).isEqualTo(400);

    full = false;
    var act = act("{\"act\":\"redrive\",\"filter\":{},\"reason\":\"more seats\"}");
    assertThat(act.status()).isEqualTo(201);
    String place = URI.create(act.header("Location").orElseThrow()).getPath();
    admin.await(place, PATIENCE, it -> it.text().contains("\"state\":\"done\""));
    admin.await(
        targets + "/resources/" + id, PATIENCE, it -> it.string("standing").equals("in_step"));
    assertThat(accounts).hasValue(1);

    String request = act.header("X-Request-Id").orElseThrow();
    assertThat(admin.get("/admin/requests/" + request).text())
        .contains("delivery.Act")
        .contains("more seats");
  }

  @Test
  void a_replay_is_recorded_and_can_be_followed_from_its_answer_on() {
    full = false;
    tenant.scim().post("/scim/v2/Users", Caller.user("kim"));
    Caller admin = tenant.administration();
    var begun = post("/replay", "{\"from\":\"present\",\"reason\":\"a doubt\"}");
    assertThat(begun.status()).isEqualTo(202);
    assertThat(begun.string("state")).isEqualTo("queued");
    String place = URI.create(begun.header("Location").orElseThrow()).getPath();
    assertThat(place).startsWith(targets + "/replays/");
    admin.await(place, PATIENCE, it -> it.text().contains("\"state\":\"done\""));

    String request = begun.header("X-Request-Id").orElseThrow();
    assertThat(admin.get(place).string("requestId")).isEqualTo(request);
    assertThat(admin.get("/admin/requests/" + request).text())
        .contains("replay.begin")
        .contains("a doubt");
    assertThat(post("/replay", "{\"from\":\"present\",\"dryRun\":true}").status()).isEqualTo(200);
    assertThat(post("/replay", "{\"from\":\"nowhere\"}").status()).isEqualTo(400);
    String gone = place.replace(targets, "");
    assertThat(post(gone, "{\"change\":\"pause\"}").status()).isEqualTo(409);
    assertThat(post("/holds/none", "{\"decision\":\"release\",\"reason\":\"r\"}").status())
        .isEqualTo(404);
  }

  @Test
  void whom_nobody_knows_is_not_found_and_another_tenants_target_neither(Tenant other) {
    assertThat(tenant.administration().get(targets + "/deadletters/nobody").status())
        .isEqualTo(404);
    assertThat(other.administration().get(targets + "/deadletters").status()).isEqualTo(404);
    assertThat(other.administration().get(targets + "/acts").status()).isEqualTo(404);
    tenant = other;
    assertThat(act("{\"act\":\"redrive\",\"filter\":{}}").status()).isEqualTo(404);
    assertThat(other.administration().get("/admin/delivery/leavers").text())
        .isEqualTo("{\"leavers\":[]}");
  }

  private Caller.Answer act(String body) {
    return post("/acts", body);
  }

  private Caller.Answer post(String path, String body) {
    return tenant
        .administration()
        .send(
            "POST",
            targets + path,
            Map.of("Content-Type", "application/json"),
            BodyPublishers.ofString(body));
  }
}

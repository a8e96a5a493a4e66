package dev.rollcall.standalone.targets.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.standalone.targets.TargetsException;
import dev.rollcall.standalone.targets.core.Outcome;
import dev.rollcall.standalone.targets.core.Plan.Step.Remove;
import dev.rollcall.standalone.targets.core.Plan.Step.Save;
import dev.rollcall.standalone.targets.core.Recorded;
import dev.rollcall.standalone.targets.core.TargetName;
import dev.rollcall.standalone.targets.core.Wanted.Entry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class HttpAdministrationTest {
  private static final TargetName CRM = new TargetName("demo", "crm");
  private static final Entry ENTRY =
      new Entry(CRM, JsonObject.of("token", new JsonString("nobody-may-see")));

  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final Queue<Answer> answers = new ArrayDeque<>();
  private HttpServer server;
  private HttpAdministration administration;

  private record Asked(String what, String body, Map<String, List<String>> headers) {
    String header(String name) {
      return headers.getOrDefault(name, List.of("")).getFirst();
    }
  }

  private record Answer(int status, String body) {}

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    administration = new HttpAdministration(base(), "t-1");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private URI base() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/admin");
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    asked.add(
        new Asked(
            exchange.getRequestMethod() + " " + exchange.getRequestURI(),
            body,
            Map.copyOf(exchange.getRequestHeaders())));
    Answer answer = answers.remove();
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Retry-After", "0");
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Test
  void what_is_recorded_is_read_with_the_tenant_that_the_token_opens() throws Exception {
    answers.add(
        new Answer(
            200,
            "{\"tenant\":\"demo\",\"configurations\":"
                + "[{\"id\":\"crm\",\"version\":\"W/\\\"4\\\"\"}]}"));

    assertThat(administration.recorded())
        .isEqualTo(new Recorded("demo", new LinkedHashMap<>(Map.of("crm", "W/\"4\""))));
    assertThat(asked.getFirst().what()).isEqualTo("GET /admin/delivery/configurations");
    assertThat(asked.getFirst().header("Authorization")).isEqualTo("Bearer t-1");
  }

  @Test
  void what_cannot_be_read_is_said_in_words() {
    answers.add(new Answer(403, "{\"detail\":\"The token is not for this.\"}"));
    assertThatThrownBy(administration::recorded)
        .isInstanceOf(TargetsException.class)
        .hasMessageContaining("The token is not for this.");
    answers.add(new Answer(200, "<html>"));
    assertThatThrownBy(administration::recorded).hasMessageContaining("is no administration API");
    server.stop(0);
    assertThatThrownBy(administration::recorded).hasMessageContaining("does not answer");
  }

  @Test
  void an_entry_is_compared_by_a_dry_run() throws Exception {
    answers.add(new Answer(200, "{\"change\":\"create\",\"members\":[\"kind\"]}"));
    answers.add(new Answer(200, "{\"change\":\"change\",\"members\":[\"token\",\"url\"]}"));
    answers.add(new Answer(200, "{\"change\":\"none\",\"members\":[]}"));

    assertThat(administration.compared(ENTRY, true)).isEqualTo(new Outcome.Created());
    assertThat(administration.compared(ENTRY, false))
        .isEqualTo(new Outcome.Changed(List.of("token", "url")));
    assertThat(administration.compared(ENTRY, false)).isEqualTo(new Outcome.Unchanged());
    assertThat(asked)
        .extracting(Asked::what)
        .containsExactly(
            "PUT /admin/delivery/targets/crm?dryRun=true",
            "PUT /admin/delivery/targets/crm?dryRun=true&check=skip",
            "PUT /admin/delivery/targets/crm?dryRun=true&check=skip");
    assertThat(asked.getFirst().body()).isEqualTo("{\"token\":\"nobody-may-see\"}");
  }

  @Test
  void what_is_put_off_is_the_same_request_when_it_is_repeated() throws Exception {
    answers.add(new Answer(503, ""));
    answers.add(new Answer(429, ""));
    answers.add(new Answer(200, "{}"));

    assertThat(administration.saved(new Save(ENTRY, "W/\"4\""), true, new Outcome.Created()))
        .isEqualTo(new Outcome.Created());

    assertThat(asked)
        .hasSize(3)
        .allSatisfy(it -> {
          assertThat(it.what()).isEqualTo("PUT /admin/delivery/targets/crm");
          assertThat(it.header("If-match")).isEqualTo("W/\"4\"");
          assertThat(it.header("Idempotency-key"))
              .isNotEmpty()
              .isEqualTo(asked.getFirst().header("Idempotency-key"));
        });
  }

  @Test
  void it_is_not_repeated_for_ever() throws Exception {
    for (int i = 0; i < 5; i++) {
      answers.add(new Answer(503, "{\"detail\":\"Kafka is away.\"}"));
    }

    assertThat(administration.removed(new Remove(CRM, "W/\"4\"")))
        .isEqualTo(new Outcome.Refused("Kafka is away."));
    assertThat(asked).hasSize(5);
  }

  @Test
  void a_refusal_has_the_words_of_the_platform() throws Exception {
    var save = new Save(ENTRY, null);
    answers.add(new Answer(400, "{\"detail\":\"It answered 401.\"}"));
    answers.add(new Answer(412, "{\"detail\":\"Version 5.\"}"));
    answers.add(new Answer(502, "<html>"));

    assertThat(administration.saved(save, false, new Outcome.Created()))
        .isEqualTo(new Outcome.Refused("It answered 401."));
    assertThat(administration.saved(save, true, new Outcome.Created()))
        .isEqualTo(
            new Outcome.Refused("it was configured otherwise meanwhile; apply the file again"));
    assertThat(administration.saved(save, true, new Outcome.Created()))
        .isEqualTo(new Outcome.Refused("HTTP 502"));
    assertThat(asked.getFirst().what()).isEqualTo("PUT /admin/delivery/targets/crm?check=skip");
    assertThat(asked.getFirst().header("If-match")).isEmpty();
    server.stop(0);
    assertThat(administration.saved(save, true, new Outcome.Created()).toString())
        .contains("no answer")
        .doesNotContain("nobody-may-see");
  }

  @Test
  void what_is_taken_away_is_what_was_read() throws Exception {
    answers.add(new Answer(204, ""));

    assertThat(administration.removed(new Remove(CRM, "W/\"4\""))).isEqualTo(new Outcome.Removed());
    assertThat(asked.getFirst().what()).isEqualTo("DELETE /admin/delivery/targets/crm");
    assertThat(asked.getFirst().header("If-match")).isEqualTo("W/\"4\"");
  }
}

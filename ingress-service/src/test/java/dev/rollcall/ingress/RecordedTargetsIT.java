package dev.rollcall.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.ingress.RequestLog.Recorded;
import dev.rollcall.schemas.access.Token;
import dev.rollcall.schemas.event.Command;
import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.event.Outcome;
import dev.rollcall.schemas.event.ReservedType;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.schemas.sealing.LocalKeys;
import dev.rollcall.schemas.sealing.Sealer;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// From an administrator's configuration of a target to the record.
class RecordedTargetsIT extends WithLog {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String CRM = "/admin/delivery/targets/crm";
  private static final String CONFIGURATIONS = "/admin/delivery/configurations";
  private static final String SEALING = "/admin/delivery/sealing";
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);
  private static final String CLEAR = "token-that-nobody-may-see";
  private static final ResourceRef REF = ReservedType.TARGET.ref("crm");
  private static final String BODY =
      "{\"kind\":\"scim\",\"url\":\"https://crm.example\",\"token\":\"" + CLEAR + "\"}";
  private static final Path KEYS = keys();

  private final Token admin = Token.make(RANDOM);

  RecordedTargetsIT() {
    super("--SEALING_KEY_FILE=" + KEYS);
  }

  @BeforeAll
  void administrate() {
    Instant later = Instant.now().plusSeconds(3600);
    ingress.credentials(
        List.of(
            Ingress.credential(ingress.token(), later),
            Ingress.credential(admin, later).with("scope", new JsonString("admin"))));
    await()
        .atMost(Ingress.PATIENCE)
        .until(() -> send("GET", "/admin/delivery/targets", "").join().statusCode() == 200);
  }

  @BeforeEach
  void nothingYet() {
    querySide.says("/reserved/", 404, "{}");
    querySide.says("/check", 200, "{\"problems\":[]}");
    querySide.asked().clear();
  }

  @Test
  void a_secret_is_sealed_before_it_is_recorded_and_never_shown() throws Exception {
    var answer = send("PUT", CRM, BODY);
    Recorded recorded = log.next();

    assertThat(recorded.text()).doesNotContain(CLEAR).contains("\"sealed\"");
    assertThat(recorded.request().actor().credential()).isEqualTo(admin.id());
    var command = (Command.ReplaceResource) recorded.request().command();
    assertThat(new ResourceRef(command.resourceType(), command.id())).isEqualTo(REF);
    var token = (JsonObject) Objects.requireNonNull(command.document().get("token"));
    assertThat(
            new Sealer(LocalKeys.of(KEYS, RANDOM), RANDOM)
                .open(
                    new Sealer.Place("demo", "target:crm", "token"),
                    (JsonObject) Objects.requireNonNull(token.get("sealed"))))
        .isEqualTo(CLEAR);

    log.ring(
        log.decision(
            recorded,
            new Outcome.Accepted(201, REF, 1),
            List.of(new Fact.ResourceCreated(REF, 1, command.document(), List.of()))));
    assertThat(answer.join().statusCode()).isEqualTo(201);
    assertThat(answer.join().headers().firstValue("ETag")).contains("W/\"1\"");
    assertThat(answer.join().body())
        .startsWith("{\"id\":\"crm\",\"kind\":\"scim\"")
        .contains("\"token\":{\"sealed\":true,\"fingerprint\":\"")
        .doesNotContain("ciphertext", CLEAR);
  }

  @Test
  void secrets_under_a_key_of_before_are_sealed_anew_and_recorded() throws Exception {
    var sealer = new Sealer(LocalKeys.of(KEYS, RANDOM), RANDOM);
    var token = new Sealer.Place("demo", "target:crm", "token");
    String document =
        "{\"kind\":\"scim\",\"url\":\"https://crm.example\",\"token\":{\"sealed\":"
            + JSON.writeText(sealer.seal(token, CLEAR))
            + "}}";
    String page = "{\"resources\":[{\"id\":\"target:crm\",\"version\":4,\"document\":%s}]}";
    querySide.says("/reserved/", 200, page.formatted(document));
    addKey();

    var shown = send("GET", SEALING, "").join();
    assertThat(shown.body())
        .startsWith("{\"newestKey\":\"newer\",\"targets\":1,\"resealed\":0,\"left\":1,")
        .contains("{\"target\":\"crm\",\"member\":\"token\",\"keyId\":\"k");

    var resealing = send("POST", SEALING, "");
    Recorded recorded = log.next();
    var patch = (Command.PatchResource) recorded.request().command();
    assertThat(patch.ifMatch()).containsExactly("W/\"4\"");
    assertThat(patch.body().members()).containsOnlyKeys("token");
    var sealed =
        (JsonObject)
            Objects.requireNonNull(
                ((JsonObject) Objects.requireNonNull(patch.body().get("token"))).get("sealed"));
    assertThat(sealed.text("keyId")).contains("newer");
    assertThat(new Sealer(LocalKeys.of(KEYS, RANDOM), RANDOM).open(token, sealed)).isEqualTo(CLEAR);
    String after =
        "{\"kind\":\"scim\",\"url\":\"https://crm.example\",\"token\":{\"sealed\":"
            + JSON.writeText(sealed)
            + "}}";
    querySide.says("/reserved/", 200, page.formatted(after));
    log.ring(log.decision(recorded, new Outcome.Accepted(200, REF, 5), List.of()));
    assertThat(resealing.join().body())
        .contains("\"resealed\":1,\"left\":0,\"secrets\":[],\"problems\":[]")
        .doesNotContain(CLEAR);

    // Once more: nothing is left to do, and nothing is recorded.
    assertThat(send("POST", SEALING, "").join().body()).contains("\"resealed\":0,\"left\":0");
  }

  /// Behind the one that is there, as an operator adds it.
  private static void addKey() throws IOException {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    String entry =
        "{\"id\":\"newer\",\"key\":\"" + Base64.getEncoder().encodeToString(bytes) + "\"}]}";
    Files.writeString(KEYS, Files.readString(KEYS).replace("]}", "," + entry));
  }

  @Test
  void a_configuration_that_is_there_is_shown_changed_and_deleted() throws Exception {
    String document =
        "{\"kind\":\"scim\",\"url\":\"https://crm.example\",\"token\":"
            + "{\"sealed\":{\"ciphertext\":\"c\",\"fingerprint\":\"f\"}}}";
    querySide.says("/reserved/", 200, "{\"version\":4,\"document\":" + document + "}");
    var shown = send("GET", CRM + "/configuration", "").join();
    assertThat(shown.headers().firstValue("ETag")).contains("W/\"4\"");
    assertThat(shown.body())
        .isEqualTo(
            "{\"id\":\"crm\",\"kind\":\"scim\",\"url\":\"https://crm.example\",\"token\":"
                + "{\"sealed\":true,\"fingerprint\":\"f\"}}");

    var patched = send("PATCH", CRM, "{\"scope\":{\"filter\":\"title pr\"}}");
    Recorded patch = log.next();
    assertThat(((Command.PatchResource) patch.request().command()).body().members())
        .containsOnlyKeys("scope");
    log.ring(log.decision(patch, new Outcome.Accepted(200, REF, 5), List.of()));
    assertThat(patched.join().statusCode()).isEqualTo(200);

    assertThat(refused("PATCH", CRM, "{\"url\":\"https://elsewhere.example\"}"))
        .contains("Say 'token' again");

    var deleted = send("DELETE", CRM, "");
    log.ring(log.decision(log.next(), new Outcome.Accepted(204, REF, 6), List.of()));
    assertThat(deleted.join().statusCode()).isEqualTo(204);
  }

  @Test
  void a_dry_run_says_what_would_change_and_records_nothing() throws Exception {
    assertThat(dryRun("PUT", "", BODY))
        .isEqualTo(
            "{\"id\":\"crm\",\"change\":\"create\",\"members\":[\"kind\",\"token\",\"url\"]}");
    assertThat(querySide.asked()).last().asString().endsWith("/crm/check?call=true");

    var seal = new Sealer(LocalKeys.of(KEYS, RANDOM), RANDOM);
    var place = new Sealer.Place("demo", "target:crm", "token");
    querySide.says(
        "/reserved/",
        200,
        "{\"version\":4,\"document\":{\"kind\":\"scim\",\"url\":\"https://crm.example\",\"token\":"
            + JSON.writeText(JsonObject.of("sealed", seal.seal(place, CLEAR)))
            + "}}");
    querySide.asked().clear();
    assertThat(dryRun("PUT", "", BODY))
        .as("the same secret, sealed differently, is the same")
        .isEqualTo("{\"id\":\"crm\",\"change\":\"none\",\"members\":[]}");
    assertThat(querySide.asked())
        .as("nobody is called for it")
        .noneMatch(it -> it.contains("check"));

    String another = BODY.replace(CLEAR, "another").replace("}", ",\"paused\":true}");
    assertThat(dryRun("PUT", "&check=skip", another))
        .isEqualTo("{\"id\":\"crm\",\"change\":\"change\",\"members\":[\"paused\",\"token\"]}");
    assertThat(querySide.asked()).last().asString().endsWith("/crm/check?call=false");
    assertThat(dryRun("PATCH", "", "{\"scope\":{\"filter\":\"title pr\"}}"))
        .contains("\"members\":[\"scope\"]");
    assertThat(log.isAtEnd()).as("nothing was recorded").isTrue();
  }

  @Test
  void a_dry_run_refuses_what_would_be_refused() {
    querySide.says("/check", 200, "{\"problems\":[],\"unanswered\":\"It answered 401\"}");
    assertThat(refused("PUT", CRM + "?dryRun=true", BODY)).contains("It answered 401");
    assertThat(refused("PUT", CRM + "?dryRun=false", BODY)).contains("'dryRun' is 'true'");
    var matched =
        ingress
            .sendAsync(
                ingress
                    .request("PUT", CRM + "?dryRun=true", BODY)
                    .setHeader("Authorization", "Bearer " + admin.text())
                    .setHeader("If-Match", "W/\"4\"")
                    .build())
            .join();
    assertThat(matched.statusCode()).isEqualTo(400);
    assertThat(matched.body()).contains("takes no If-Match");
    assertThat(log.isAtEnd()).as("nothing was recorded").isTrue();
  }

  private String dryRun(String method, String more, String body) {
    var answer = send(method, CRM + "?dryRun=true" + more, body).join();
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).doesNotContain(CLEAR, "ciphertext");
    return answer.body();
  }

  @Test
  void what_is_recorded_is_listed_without_what_was_deleted() {
    querySide.says(
        "/reserved/",
        200,
        "{\"resources\":[{\"id\":\"target:crm\",\"version\":4,\"document\":{\"kind\":\"scim\"}},"
            + "{\"id\":\"target:old\",\"version\":2,\"document\":{\"deleted\":true}}]}");
    assertThat(send("GET", CONFIGURATIONS, "").join().body())
        .isEqualTo(
            "{\"tenant\":\"demo\",\"configurations\":"
                + "[{\"id\":\"crm\",\"kind\":\"scim\",\"version\":\"W/\\\"4\\\"\"}]}");
    assertThat(ingress.send("GET", CONFIGURATIONS, "").statusCode()).isEqualTo(403);
  }

  /// The connector reads of an act on the log, and whoever asked for it may be quicker.
  @Test
  void an_act_that_the_connector_has_not_read_of_yet_is_queued() {
    String fresh = new UUID(Instant.now().toEpochMilli() << 16 | 0x7000, Long.MIN_VALUE).toString();
    String old = "01900000-0000-7000-8000-000000000000";
    querySide.says("/acts/", 404, "{\"detail\":\"none\"}");
    querySide.says("/replays/", 404, "{\"detail\":\"none\"}");
    querySide.says(
        "/reserved/", 200, "{\"version\":1,\"document\":{\"target\":\"crm\",\"act\":\"redrive\"}}");
    for (String list : List.of("/acts/", "/replays/")) {
      var answer = send("GET", CRM + list + fresh, "").join();
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body())
          .isEqualTo(
              "{\"id\":\"%s\",\"target\":\"crm\",\"act\":\"redrive\",\"state\":\"queued\"}"
                  .formatted(fresh));
      assertThat(send("GET", CRM + list + old, "").join().statusCode()).isEqualTo(404);
      assertThat(send("GET", CRM + list + "none", "").join().statusCode()).isEqualTo(404);
      assertThat(
              send("GET", "/admin/delivery/targets/other" + list + fresh, "").join().statusCode())
          .isEqualTo(404);
    }
    querySide.says("/acts/", 200, "{\"state\":\"done\"}");
    assertThat(send("GET", CRM + "/acts/" + fresh, "").join().body()).contains("done");
  }

  @Test
  void an_act_with_a_parameter_is_neither_asked_for_nor_recorded() {
    String act = "{\"act\":\"redrive\",\"filter\":{}}";
    for (String path :
        List.of(
            "/acts?dryRun=true", "/acts?errorClass=refused", "/replay?dryRun=true", "/holds/h?x")) {
      assertThat(refused("POST", CRM + path, act)).as(path).contains("takes no parameters");
    }
    assertThat(querySide.asked()).noneMatch(it -> it.contains("/crm/"));
  }

  @Test
  void a_parameter_that_an_address_does_not_take_is_refused_and_nothing_is_recorded() {
    assertThat(refused("PUT", CRM + "?chek=skip", BODY))
        .contains("'chek'", "Known are: check, dryRun.");
    assertThat(refused("PATCH", CRM + "?check=skip&force=true", "{\"paused\":true}"))
        .contains("'force'");
    for (String[] asked :
        new String[][] {
          {"DELETE", CRM},
          {"GET", CRM + "/configuration"},
          {"GET", CONFIGURATIONS},
          {"POST", CRM + "/preview"},
          {"GET", SEALING},
          {"POST", SEALING}
        }) {
      assertThat(refused(asked[0], asked[1] + "?dryRun=true", BODY))
          .as(asked[0] + " " + asked[1])
          .contains("'dryRun'", "takes none");
    }
    assertThat(log.isAtEnd()).as("nothing was recorded").isTrue();
  }

  @Test
  void when_the_connector_is_to_be_asked_again_is_passed_on() {
    querySide.says("/deadletters", 503, "{\"detail\":\"PostgreSQL does not answer\"}");
    var outage = send("GET", CRM + "/deadletters", "").join();
    assertThat(outage.statusCode()).isEqualTo(503);
    assertThat(outage.headers().firstValue("Retry-After")).contains(QuerySide.RETRY_AFTER);

    querySide.says("/deadletters", 500, "{\"detail\":\"Something is wrong on our side\"}");
    var defect = send("GET", CRM + "/deadletters", "").join();
    assertThat(defect.statusCode()).isEqualTo(500);
    assertThat(defect.headers().firstValue("Retry-After")).isEmpty();
  }

  @Test
  void what_a_connector_finds_wrong_is_said_and_not_recorded() {
    querySide.says("/check", 200, "{\"problems\":[\"'urll' is not known\",\"'kind' is wrong\"]}");
    assertThat(refused("PUT", CRM, BODY)).contains("'urll' is not known; 'kind' is wrong.");
    assertThat(refused("PUT", CRM + "?check=skip", BODY)).contains("'urll' is not known");

    querySide.says("/check", 200, "{\"problems\":[],\"unanswered\":\"It answered 401\"}");
    assertThat(refused("PUT", CRM, BODY)).contains("It answered 401", "?check=skip");
    assertThat(querySide.asked()).last().asString().endsWith("/crm/check?call=true");

    assertThat(refused("PUT", CRM + "?check=maybe", BODY)).contains("'check' is");
    assertThat(refused("PUT", "/admin/delivery/targets/a.b", BODY)).contains("The name of a");
    assertThat(refused("PUT", CRM, "{\"url\":\"x\"}")).contains("'kind' is missing");
    assertThat(refused("PUT", CRM, "{\"kind\":\"scim\",\"token\":7}")).contains("'token' is");
    assertThat(send("PATCH", CRM, "{\"paused\":true}").join().statusCode()).isEqualTo(404);

    querySide.says("/check", 503, "{}");
    assertThat(send("PUT", CRM, BODY).join().statusCode()).isEqualTo(503);
    assertThat(log.isAtEnd()).as("nothing was recorded").isTrue();
  }

  @Test
  void the_answer_says_whether_the_app_was_called() throws Exception {
    String put = "{\"kind\":\"feed\"}";
    querySide.says("/check", 200, "{\"problems\":[],\"called\":false}");
    String unheard = saved("PUT", put);
    querySide.says("/check", 200, "{\"problems\":[],\"called\":true}");
    String heard = saved("PUT", unheard);

    assertThat(unheard).isEqualTo("{\"id\":\"crm\",\"kind\":\"feed\",\"called\":false}");
    assertThat(heard).isEqualTo("{\"id\":\"crm\",\"kind\":\"feed\",\"called\":true}");
    querySide.says("/reserved/", 200, "{\"version\":4,\"document\":" + put + "}");
    assertThat(saved("PATCH", "{\"paused\":true}"))
        .as("nobody was asked")
        .endsWith("\"called\":false}");
  }

  /// What was answered before can be sent back, and is not recorded with what it says of the call.
  private String saved(String method, String body) throws Exception {
    var answer = send(method, CRM, body);
    Recorded recorded = log.next();
    assertThat(recorded.text()).doesNotContain("called");
    log.ring(log.decision(recorded, new Outcome.Accepted(200, REF, 5), List.of()));
    return answer.join().body();
  }

  @Test
  void a_token_of_the_scim_interface_is_not_enough() {
    assertThat(ingress.send("PUT", CRM, BODY).statusCode()).isEqualTo(403);
    assertThat(ingress.send("DELETE", CRM, "").statusCode()).isEqualTo(403);
    assertThat(ingress.send("GET", CRM + "/configuration", "").statusCode()).isEqualTo(403);
  }

  private String refused(String method, String path, String body) {
    var answer = send(method, path, body).join();
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).doesNotContain(CLEAR);
    return answer.body();
  }

  private CompletableFuture<HttpResponse<String>> send(String method, String path, String body) {
    return ingress.sendAsync(
        ingress
            .request(method, path, body)
            .setHeader("Authorization", "Bearer " + admin.text())
            .build());
  }

  private static Path keys() {
    try {
      Path file = Files.createTempFile("sealing", ".json");
      file.toFile().deleteOnExit();
      return Files.writeString(file, LocalKeys.newFile(RANDOM, Instant.now()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

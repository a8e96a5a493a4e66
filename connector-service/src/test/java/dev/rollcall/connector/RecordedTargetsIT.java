package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.schemas.event.ReservedType;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.schemas.sealing.LocalKeys;
import dev.rollcall.schemas.sealing.Sealer;
import dev.rollcall.scim.administration.TargetDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Targets that were recorded, from the decisions log to a SCIM server. Each test has tenants and a
/// server of its own.
class RecordedTargetsIT {
  private static final AtomicInteger TENANTS = new AtomicInteger();
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String TOKEN = "token-that-nobody-may-see";

  private final DecisionFeed feed = DecisionFeed.shared();
  private final String tenant = "recorded-" + TENANTS.incrementAndGet();
  private final String other = "recorded-" + TENANTS.incrementAndGet();
  private final ScimDirectory directory = new ScimDirectory();
  private final FakeServer server = new FakeServer(directory);
  @TempDir Path folder;
  private Path keys;
  private Connector connector;

  @BeforeEach
  void start() throws IOException {
    keys = Files.writeString(folder.resolve("keys.json"), LocalKeys.newFile(RANDOM, Instant.now()));
    connector =
        Connector.start(
            folder, List.of(), "SEALING_KEY_FILE=" + keys, "RECORDED_PRIVATE_ADDRESSES=true");
  }

  @AfterEach
  void close() {
    connector.close();
    server.close();
  }

  @Test
  void it_gets_what_there_is_and_follows_what_is_recorded_of_it() {
    feed.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ada")));
    record(1, document(tenant));
    awaitUsers("ada");
    assertThat(server.requests())
        .allSatisfy(it -> assertThat(it.headers()).containsValue("Bearer " + TOKEN));

    record(2, document(tenant).with("paused", JsonBoolean.TRUE));
    await().atMost(Connector.PATIENCE).until(() -> state().equals("paused"));
    feed.publish(tenant, Facts.created(Facts.user("u2"), Facts.person("kim")));
    awaitBacklog(1);
    assertThat(directory.user("kim")).isEmpty();

    record(3, document(tenant));
    awaitUsers("ada", "kim");
    connector.stop();
    connector.start();
    feed.publish(tenant, Facts.created(Facts.user("u3"), Facts.person("lee")));
    awaitUsers("ada", "kim", "lee");

    record(4, TargetDocument.deleted());
    await()
        .atMost(Connector.PATIENCE)
        .until(() -> connector.get("/internal/v1/" + tenant + "/targets/crm").status() == 404);
    feed.publish(tenant, Facts.created(Facts.user("u4"), Facts.person("max")));
    connector.awaitApplied(tenant);
    awaitUsers("ada", "kim", "lee");
  }

  @Test
  void two_tenants_may_use_one_name_and_see_only_their_own() {
    var elsewhere = new ScimDirectory();
    try (var second = new FakeServer(elsewhere)) {
      record(1, document(tenant));
      feed.publish(
          other,
          Facts.created(
              ReservedType.TARGET.ref("crm"),
              document(other).with("url", new JsonString(second.url()))));
      feed.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ada")));
      feed.publish(other, Facts.created(Facts.user("u1"), Facts.person("kim")));
      awaitUsers("ada");
      await().atMost(Connector.PATIENCE).until(() -> elsewhere.user("kim").isPresent());

      assertThat(elsewhere.user("ada")).isEmpty();
      assertThat(connector.get("/internal/v1/" + tenant + "/targets/crm@" + other).status())
          .isEqualTo(404);
      assertThat(connector.target(tenant, "crm").text("id")).contains("crm");
    }
  }

  @Test
  void of_a_name_that_is_in_the_file_as_well_the_recorded_target_is_meant() {
    var filed = new ScimDirectory();
    try (var second = new FakeServer(filed)) {
      connector.targets(List.of(TargetEntries.scim("crm", tenant, second.url())));
      feed.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ada")));
      await().atMost(Connector.PATIENCE).until(() -> filed.user("ada").isPresent());

      record(1, document(tenant));
      awaitUsers("ada");
      await()
          .atMost(Connector.PATIENCE)
          .until(() -> notice().contains("has recorded a target of this name"));
      feed.publish(tenant, Facts.created(Facts.user("u2"), Facts.person("kim")));
      awaitUsers("ada", "kim");
      assertThat(filed.user("kim")).isEmpty();
    }
  }

  @Test
  void without_its_key_a_target_is_stopped_and_no_other_one() throws IOException {
    String good = Files.readString(keys);
    var filed = new ScimDirectory();
    try (var second = new FakeServer(filed)) {
      JsonObject document = document(tenant);
      Files.writeString(keys, LocalKeys.newFile(RANDOM, Instant.EPOCH));
      record(1, document);
      connector.targets(List.of(TargetEntries.scim("other", tenant, second.url())));
      feed.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ada")));

      await().atMost(Connector.PATIENCE).until(() -> filed.user("ada").isPresent());
      String stopped = "Recorded target 'crm' of tenant '" + tenant + "': 'token' cannot be opened";
      await().atMost(Connector.PATIENCE).until(() -> notice().contains(stopped));
      assertThat(connector.get("/health/ready").status()).isEqualTo(200);
      assertThat(notice()).contains("is not among the keys").doesNotContain(TOKEN);
      assertThat(directory.user("ada")).isEmpty();

      Files.writeString(keys, good);
      awaitUsers("ada");
      await().atMost(Connector.PATIENCE).until(() -> !notice().contains(tenant));
    }
  }

  @Test
  void what_is_wrong_with_a_configuration_is_said_before_it_is_recorded() {
    JsonObject good = document(tenant);
    assertThat(check(good)).isEqualTo(called());
    assertThat(server.requests())
        .singleElement()
        .satisfies(it -> {
          assertThat(it.method()).isEqualTo("GET");
          assertThat(it.path()).isEqualTo("/Users");
        });

    assertThat(
            check(
                good.with(
                    "mapping", JsonObject.of("User", new JsonString("{\"userName\": $now()}")))))
        .asString()
        .contains("mapping.User", "line 1, column");
    assertThat(check(good.with("urll", new JsonString("x"))))
        .isEqualTo(verdict("'urll' is not known"));
    JsonObject nightly = JsonObject.of("every", new JsonString("PT24H"));
    assertThat(
            check(good.with("profile", new JsonString("google")).with("reconciliation", nightly)))
        .asString()
        .contains("lists nobody");
    assertThat(
            check(
                good.with(
                    "scope", JsonObject.of("groups", JsonArray.ofStrings(List.of("nobody"))))))
        .isEqualTo(verdict("'scope.groups': no group has the id 'nobody'"));
    assertThat(check(good.without("allowPrivateAddress"))).asString().contains("https://");

    server.mood(_ -> new FakeServer.Mood.Says(FakeServer.Response.of(401)));
    assertThat(check(good).text("unanswered")).contains("It answered 401");
    server.down();
    assertThat(check(good).text("unanswered").orElseThrow()).contains("No answer");
    assertThat(check(good.with("paused", JsonBoolean.TRUE))).isEqualTo(verdict());
    server.up();
    var stranger = document(other);
    assertThat(check(stranger)).as("sealed for another tenant").asString().contains("'token'");
  }

  @Test
  void a_sealed_client_secret_gets_a_token_before_it_is_recorded_and_afterwards() {
    var issuer = new TokenIssuer();
    try (var endpoint = new FakeServer(issuer)) {
      server.mood(request ->
          issuer.accepts(request)
              ? new FakeServer.Mood.Honest()
              : new FakeServer.Mood.Says(FakeServer.Response.of(401)));
      JsonObject auth =
          JsonObject.builder()
              .put("type", "oauth")
              .put("tokenUrl", endpoint.url())
              .put("clientId", TokenIssuer.CLIENT)
              .put("scope", "users groups")
              .build();
      JsonObject open = document(tenant).without("token").with("auth", auth);
      JsonObject wrong = open.with("clientSecret", sealed(tenant, "clientSecret", TOKEN));
      JsonObject right =
          open.with("clientSecret", sealed(tenant, "clientSecret", TokenIssuer.SECRET));

      assertThat(check(wrong).text("unanswered").orElse(""))
          .contains("The token endpoint answered 401: invalid_client")
          .doesNotContain(TOKEN, TokenIssuer.SECRET);
      assertThat(check(open)).isEqualTo(verdict("'clientSecret' is missing or not text"));
      assertThat(check(right)).isEqualTo(called());

      record(1, right);
      feed.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ada")));
      awaitUsers("ada");
    }
  }

  @Test
  void who_administers_a_tenant_does_not_open_the_network_of_the_platform(@TempDir Path elsewhere) {
    connector.stop();
    try (var strict = Connector.start(elsewhere, List.of(), "SEALING_KEY_FILE=" + keys)) {
      var answer = strict.post("/internal/v1/" + tenant + "/targets/crm/check", document(tenant));
      assertThat(answer.body())
          .isEqualTo(verdict("'allowPrivateAddress' is not for recorded targets of this platform"));
    }
  }

  private JsonObject check(JsonObject document) {
    var answer = connector.post("/internal/v1/" + tenant + "/targets/crm/check", document);
    assertThat(answer.status()).isEqualTo(200);
    return answer.body();
  }

  private static JsonObject verdict(String... problems) {
    return JsonObject.builder()
        .put("problems", JsonArray.ofStrings(List.of(problems)))
        .put("called", false)
        .build();
  }

  private static JsonObject called() {
    return verdict().with("called", JsonBoolean.TRUE);
  }

  private void record(long version, JsonObject document) {
    feed.publish(
        tenant,
        version == 1
            ? Facts.created(ReservedType.TARGET.ref("crm"), document)
            : Facts.changed(ReservedType.TARGET.ref("crm"), version, document));
  }

  private JsonObject document(String owner) {
    return JsonObject.builder()
        .put("kind", "scim")
        .put("url", server.url())
        .put("token", sealed(owner, "token", TOKEN))
        .put("allowPrivateAddress", true)
        .build();
  }

  private JsonObject sealed(String owner, String member, String secret) {
    var sealer = new Sealer(LocalKeys.of(keys, RANDOM), RANDOM);
    var place = new Sealer.Place(owner, "target:crm", member);
    return JsonObject.of("sealed", sealer.seal(place, secret));
  }

  /// Recorded targets of other tests lie in the same log, sealed under keys of theirs.
  private String notice() {
    return connector.get("/health/ready").body().toString();
  }

  private String state() {
    return connector.target(tenant, "crm").text("state").orElse("");
  }

  private void awaitBacklog(long wanted) {
    await()
        .atMost(Connector.PATIENCE)
        .until(() ->
            JsonNumber.of(wanted)
                .equals(Objects.requireNonNull(connector.target(tenant, "crm")).get("backlog")));
  }

  private void awaitUsers(String... names) {
    await()
        .atMost(Connector.PATIENCE)
        .untilAsserted(() ->
            assertThat(directory.all("/Users").stream().map(it -> it.text("userName").orElse("")))
                .containsExactlyInAnyOrder(names));
  }
}

package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.FakeServer.Mood;
import dev.rollcall.connector.FakeServer.Response;
import dev.rollcall.connector.delivery.core.Action;
import dev.rollcall.connector.delivery.core.Answer;
import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.mapping.core.MappingLimits;
import dev.rollcall.connector.mapping.jsonata.JsonataLanguage;
import dev.rollcall.connector.target.Opened;
import dev.rollcall.connector.target.rest.RestKind;
import dev.rollcall.connector.target.scim.ScimKind;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a test call says of a token endpoint, and where a token endpoint may be.
class OAuthTargetTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String OPERATIONS =
      """
      {"User": {
         "find": {"method": "POST", "path": "/search?n={userName}", "answer": "/0/id"},
         "create": {"method": "POST", "path": "/people", "answer": "/id", "body": "{'n': resource.userName}"},
         "update": {"method": "PUT", "path": "/people/{remoteId}"},
         "delete": {"method": "DELETE", "path": "/people/{remoteId}"}}}
      """;

  private final TokenIssuer issuer = new TokenIssuer();
  private final FakeServer endpoint = new FakeServer(issuer);
  private final FakeServer server = new FakeServer(new ScimDirectory());

  @AfterEach
  void close() {
    endpoint.close();
    server.close();
  }

  @Test
  void a_test_call_gets_a_token_first() {
    server.mood(
        request -> issuer.accepts(request) ? new Mood.Honest() : new Mood.Says(Response.of(401)));

    assertThat(probed(entry(endpoint.url(), true))).isEqualTo(new Answer.Done(null));
    assertThat(issuer.issued()).isEqualTo(1);
  }

  @Test
  void a_token_endpoint_in_our_own_network_is_not_dialled() {
    String local = endpoint.url().replace("http:", "https:");

    assertThat(failed(entry(local, false)))
        .isEqualTo(
            Failure.of(
                FailureKind.ADDRESS_REFUSED,
                "The token endpoint: The target's address is not public and not allowed"));
    assertThat(endpoint.requests()).isEmpty();
  }

  @Test
  void a_redirect_of_a_token_endpoint_is_not_followed() {
    endpoint.mood(request ->
        request.path().equals("/token")
            ? new Mood.Says(
                new Response(307, Map.of("Location", endpoint.url() + "/elsewhere"), ""))
            : new Mood.Honest());

    assertThat(failed(entry(endpoint.url(), true)))
        .isEqualTo(
            Failure.of(
                FailureKind.UNAUTHORIZED,
                "The token endpoint answered 307, and redirects are not followed"));
    assertThat(endpoint.requests()).hasSize(1);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void a_token_endpoint_that_does_not_answer_is_not_waited_for_longer_than_a_target() {
    endpoint.mood(_ -> new Mood.Hangs());

    assertThat(failed(entry(endpoint.url(), true)))
        .isEqualTo(
            Failure.of(FailureKind.UNREACHABLE, "The token endpoint: No answer within 2000 ms"));
  }

  @Test
  void an_answer_that_is_too_long_is_cut_off() {
    endpoint.mood(_ -> new Mood.Says(new Response(200, Map.of(), "x".repeat(2_000_000))));

    assertThat(failed(entry(endpoint.url(), true)))
        .isEqualTo(
            Failure.of(
                FailureKind.UNAUTHORIZED,
                "The token endpoint: The answer is longer than the limit"));
  }

  @Test
  void of_a_rest_app_without_a_search_by_get_the_token_is_all_that_is_asked_for() {
    var kind = new RestKind(new JsonataLanguage(MappingLimits.STANDARD));
    JsonObject operations =
        new JsonCodec(JsonLimits.CLIENT).readObject(OPERATIONS.getBytes(StandardCharsets.UTF_8));
    JsonObject entry = entry(endpoint.url(), true).with("operations", operations);

    try (var opened = Opened.of(kind, entry)) {
      assertThat(opened.app().probe().blockOptional(PATIENCE)).isEmpty();
      assertThat(issuer.issued()).isEqualTo(1);
      assertThat(server.requests()).isEmpty();
      server.mood(request ->
          issuer.accepts(request) && request.body().equals("{\"n\":\"ada\"}")
              ? new Mood.Says(Response.json(201, JsonObject.of("id", new JsonString("7"))))
              : new Mood.Says(Response.of(401)));
      assertThat(opened.perform(Facts.user("a"), new Action.Create(Facts.person("ada"))))
          .isEqualTo(new Answer.Created("7", null));
    }
    try (var opened =
        Opened.of(kind, entry.with("clientSecret", new JsonString("another-secret")))) {
      assertThat(opened.app().probe().block(PATIENCE))
          .isInstanceOf(Answer.Failed.class)
          .asString()
          .contains("invalid_client")
          .doesNotContain("another-secret");
    }
  }

  private static Answer probed(JsonObject entry) {
    try (var opened = Opened.of(new ScimKind(), entry)) {
      return Objects.requireNonNull(opened.app().probe().block(PATIENCE));
    }
  }

  private static Failure failed(JsonObject entry) {
    return ((Answer.Failed) probed(entry)).failure();
  }

  private JsonObject entry(String issuing, boolean privately) {
    JsonObject auth =
        JsonObject.builder()
            .put("type", "oauth")
            .put("tokenUrl", issuing + "/token")
            .put("clientId", TokenIssuer.CLIENT)
            .put("scope", "users groups")
            .build();
    return JsonObject.builder()
        .put("url", privately ? server.url() : server.url().replace("http:", "https:"))
        .put("auth", auth)
        .put("clientSecret", TokenIssuer.SECRET)
        .put("allowPrivateAddress", JsonBoolean.of(privately))
        .build();
  }
}

package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.connector.FakeServer.Mood;
import dev.rollcall.connector.FakeServer.Request;
import dev.rollcall.connector.FakeServer.Response;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.security.KeyPair;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A SCIM server that wants tokens of a token endpoint, both real, in every kind of trouble with
/// them.
class OAuthIT extends OneTargetCase {
  private final TokenIssuer issuer = new TokenIssuer();
  private final FakeServer endpoint = new FakeServer(issuer);
  private int people;

  OAuthIT() {
    super("oauth");
  }

  @BeforeEach
  void closed() {
    server.mood(
        request -> issuer.accepts(request) ? new Mood.Honest() : new Mood.Says(Response.of(401)));
  }

  @AfterEach
  void stop() {
    endpoint.close();
  }

  @Test
  void one_token_serves_all_calls_and_a_401_gets_another_one() {
    start(target(TokenIssuer.SECRET));
    join(12);
    it().awaitApplied(tenant);
    assertThat(issuer.issued()).isEqualTo(1);

    issuer.revoke();
    join(12);
    it().awaitApplied(tenant);

    assertThat(directory.all("/Users")).hasSize(24);
    assertThat(issuer.issued()).isEqualTo(2);
    assertThat(it().target(tenant, id()).text("breaker")).contains("closed");
    assertThat(it().keys(tenant, id(), "parked")).isEmpty();
  }

  @Test
  void tokens_that_end_midway_are_renewed() {
    issuer.lifeSeconds(2);
    start(target(TokenIssuer.SECRET));
    await()
        .atMost(Connector.PATIENCE)
        .until(() -> {
          join(1);
          it().awaitApplied(tenant);
          return issuer.issued() >= 3;
        });

    assertThat(directory.all("/Users")).hasSize(people);
    Set<String> used =
        server.requests().stream()
            .map(Request::headers)
            .map(it -> it.getOrDefault("authorization", ""))
            .collect(Collectors.toSet());
    assertThat(used).contains("Bearer token-1", "Bearer token-2", "Bearer token-3");
  }

  @Test
  void while_the_token_endpoint_is_down_everybody_waits_and_then_goes_on() {
    endpoint.down();
    start(target(TokenIssuer.SECRET));
    join(5);
    await()
        .atMost(Connector.PATIENCE)
        .until(() -> !it().target(tenant, id()).text("breaker").orElse("").equals("closed"));
    assertThat(failing()).contains("The token endpoint: No answer", "unreachable");
    assertThat(server.requests()).isEmpty();

    endpoint.up();
    it().awaitApplied(tenant);

    assertThat(directory.all("/Users")).hasSize(5);
  }

  @Test
  void a_token_endpoint_that_asks_for_a_pause_gets_it() {
    endpoint.mood(_ -> new Mood.Says(new Response(429, Map.of("Retry-After", "2"), "")));
    start(target(TokenIssuer.SECRET));
    join(5);
    await().atMost(Connector.PATIENCE).until(() -> !endpoint.requests().isEmpty());
    endpoint.honest();
    it().awaitApplied(tenant);

    assertThat(endpoint.requests()).as("one that was refused, and one more").hasSize(2);
    assertThat(directory.all("/Users")).hasSize(5);
    assertThat(it().target(tenant, id()).text("breaker")).contains("closed");
  }

  @Test
  void a_wrong_secret_stops_the_target_says_why_and_a_right_one_goes_on() {
    start(target("another-secret"));
    join(3);
    await()
        .atMost(Connector.PATIENCE)
        .until(() ->
            List.of("open", "half_open")
                .contains(it().target(tenant, id()).text("breaker").orElse("")));
    assertThat(failing())
        .contains(
            "unauthorized",
            "The token endpoint answered 401: invalid_client: There is no such client with […]")
        .doesNotContain("another-secret");
    assertThat(it().get(path("")).body().toString()).contains("invalid_client");
    assertThat(server.requests()).isEmpty();
    assertThat(it().keys(tenant, id(), "parked")).isEmpty();

    it().targets(List.of(target(TokenIssuer.SECRET)));
    it().awaitApplied(tenant);
    assertThat(directory.all("/Users")).hasSize(3);
  }

  /// As Google wants it: a service account that acts in the name of an administrator.
  @Test
  void a_signed_assertion_is_the_grant() {
    KeyPair pair = Keys.pair("RSA", 2048);
    KeyPair another = Keys.pair("RSA", 2048);
    issuer.trust(pair.getPublic());
    JsonObject auth =
        auth(TokenIssuer.SERVICE_ACCOUNT)
            .with("grant", new JsonString("jwt_bearer"))
            .with("subject", new JsonString(TokenIssuer.ADMINISTRATOR));
    JsonObject target = scim().without("token").with("auth", auth);
    start(target.with("privateKey", new JsonString(Keys.pem(another.getPrivate()))));
    join(3);
    await().atMost(Connector.PATIENCE).until(() -> failing().contains("invalid_grant"));
    assertThat(failing()).contains("unauthorized").doesNotContain("eyJ");

    it().targets(List.of(target.with("privateKey", new JsonString(Keys.pem(pair.getPrivate())))));
    it().awaitApplied(tenant);

    assertThat(directory.all("/Users")).hasSize(3);
  }

  private String failing() {
    await().atMost(Connector.PATIENCE).until(() -> !it().keys(tenant, id(), "failing").isEmpty());
    return it().keys(tenant, id(), "failing").toString();
  }

  private void join(int count) {
    for (int i = 0; i < count; i++) {
      String name = "p" + ++people;
      feed.publish(tenant, Facts.created(Facts.user(name), Facts.person(name)));
    }
  }

  private JsonObject target(String secret) {
    return scim()
        .without("token")
        .with("auth", auth(TokenIssuer.CLIENT))
        .with("clientSecret", new JsonString(secret));
  }

  private JsonObject auth(String client) {
    return JsonObject.builder()
        .put("type", "oauth")
        .put("tokenUrl", endpoint.url() + "/oauth2/token")
        .put("clientId", client)
        .put("scope", "users groups")
        .build();
  }
}

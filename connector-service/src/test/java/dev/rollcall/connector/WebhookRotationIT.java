package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.rollcall.schemas.event.ReservedType;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.sealing.LocalKeys;
import dev.rollcall.schemas.sealing.Sealer;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.administration.TargetDocument;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A webhook that was recorded changes its secret, and is called to see whether it verifies.
class WebhookRotationIT {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String TENANT = "webhook-rotation";
  private static final String OLD = TargetEntries.SECRET;
  private static final String NEW = "whsec_bmV3IHNlY3JldCBvZiB0aGlydHktdHdvIGJ5dGVzISE=";

  private final DecisionFeed feed = DecisionFeed.shared();
  private final FakeServer receiver = new FakeServer(_ -> FakeServer.Response.of(204));
  @TempDir Path folder;
  private Sealer sealer;
  private Connector connector;

  @BeforeEach
  void start() throws IOException {
    Path keys =
        Files.writeString(folder.resolve("keys.json"), LocalKeys.newFile(RANDOM, Instant.now()));
    sealer = new Sealer(LocalKeys.of(keys, RANDOM), RANDOM);
    connector =
        Connector.start(
            folder, List.of(), "SEALING_KEY_FILE=" + keys, "RECORDED_PRIVATE_ADDRESSES=true");
  }

  @AfterEach
  void close() {
    connector.close();
    receiver.close();
  }

  @Test
  void a_receiver_verifies_by_either_secret_until_the_old_one_ends() {
    JsonObject first = document();
    feed.publish(TENANT, Facts.created(ReservedType.TARGET.ref("hook"), first));
    feed.publish(TENANT, Facts.created(Facts.user("u1"), Facts.person("ada")));
    FakeServer.Request created = eventAbout("u1");
    assertThat(verifies(created, OLD)).isTrue();
    assertThat(verifies(created, NEW)).isFalse();

    JsonObject rotated = patched(first, rotation(Instant.now().plus(Duration.ofDays(1))));
    feed.publish(TENANT, Facts.changed(ReservedType.TARGET.ref("hook"), 2, rotated));
    assertThat(check(rotated)).isEqualTo(good(JsonBoolean.TRUE));
    FakeServer.Request ping = receiver.requests().getLast();
    assertThat(ping.json().text("type")).contains("webhook.ping");
    assertThat(verifies(ping, OLD)).isTrue();
    assertThat(verifies(ping, NEW)).isTrue();
    awaitSignatures("u2", 2);

    JsonObject ended = patched(rotated, rotation(Instant.now().minusSeconds(1)).without("secret"));
    feed.publish(TENANT, Facts.changed(ReservedType.TARGET.ref("hook"), 3, ended));
    awaitSignatures("u3", 1);
    assertThat(verifies(receiver.requests().getLast(), NEW)).isTrue();
    assertThat(verifies(receiver.requests().getLast(), OLD)).isFalse();
  }

  @Test
  void a_receiver_that_does_not_verify_is_told_of_before_anything_is_recorded() {
    receiver.mood(_ -> new FakeServer.Mood.Says(FakeServer.Response.of(401)));
    assertThat(check(document()).text("unanswered")).contains("It answered 401");

    JsonObject silent = document().with("ping", JsonBoolean.FALSE);
    int before = receiver.requests().size();
    assertThat(check(silent)).isEqualTo(good(JsonBoolean.FALSE));
    assertThat(receiver.requests()).hasSize(before);
  }

  /// The configuration is taken up in its own time: changes follow until one is signed so often.
  private void awaitSignatures(String user, int signatures) {
    var version = new AtomicInteger();
    await()
        .atMost(Connector.PATIENCE)
        .untilAsserted(() -> {
          int next = version.incrementAndGet();
          feed.publish(
              TENANT,
              next == 1
                  ? Facts.created(Facts.user(user), Facts.person(user))
                  : Facts.changed(Facts.user(user), next, Facts.person(user + next)));
          connector.awaitApplied(TENANT);
          FakeServer.Request last = eventAbout(user);
          assertThat(String.valueOf(last.headers().get("webhook-signature")).split(" "))
              .hasSize(signatures);
        });
  }

  private FakeServer.Request eventAbout(String user) {
    return await()
        .atMost(Connector.PATIENCE)
        .until(
            () ->
                receiver.requests().stream()
                    .filter(it -> it.body().contains("\"id\":\"" + user + "\""))
                    .reduce((_, last) -> last),
            Optional::isPresent)
        .orElseThrow();
  }

  private JsonObject rotation(Instant until) {
    return JsonObject.builder()
        .put("secret", sealed(NEW))
        .put("previousSecretUntil", until.toString())
        .build();
  }

  private static JsonObject patched(JsonObject before, JsonObject patch) {
    return switch (TargetDocument.patched(before, patch)) {
      case Result.Ok<JsonObject>(var document) -> document;
      case Result.Refused<JsonObject>(var error) -> throw new AssertionError(error);
    };
  }

  private JsonObject document() {
    return JsonObject.builder()
        .put("kind", "webhook")
        .put("url", receiver.url())
        .put("secret", sealed(OLD))
        .put("allowPrivateAddress", true)
        .build();
  }

  private JsonObject sealed(String secret) {
    var place = new Sealer.Place(TENANT, "target:hook", "secret");
    return JsonObject.of("sealed", sealer.seal(place, secret));
  }

  private JsonObject check(JsonObject document) {
    return connector.post("/internal/v1/" + TENANT + "/targets/hook/check", document).body();
  }

  private static JsonObject good(JsonBoolean called) {
    return JsonObject.of("problems", JsonArray.ofStrings(List.of())).with("called", called);
  }

  private static boolean verifies(FakeServer.Request request, String secret) {
    var headers =
        HttpHeaders.of(
            request.headers().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, it -> List.of(it.getValue()))),
            (_, _) -> true);
    try {
      new Webhook(secret).verify(request.body(), headers);
      return true;
    } catch (WebhookVerificationException _) {
      return false;
    } catch (EmptyWebhookSecretException e) {
      throw new IllegalStateException(e);
    }
  }
}

package dev.rollcall.standalone.demoapp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/// The two apps of the demonstration, as a connector meets them.
final class DemoAppTest {
  private static final byte[] KEY = "a key of 24 bytes, or so".getBytes(StandardCharsets.UTF_8);
  private static final String CREATED =
      "{'type': 'user.created', 'data': {'id': 'u1', 'userName': 'ann', 'active': true}}";

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void the_scim_app_keeps_what_it_is_given_under_ids_of_its_own() throws Exception {
    try (var app = new ScimApp("secret")) {
      assertThat(scim(app, "secret", "POST", "/Users", "{'userName': 'ann', 'displayName': 'Ann'}"))
          .isEqualTo(201);
      assertThat(
              scim(
                  app,
                  "secret",
                  "POST",
                  "/Groups",
                  "{'displayName': 'Crew', 'members': [{'value': 'app-1'}]}"))
          .isEqualTo(201);
      assertThat(app.state().users()).containsExactly(Map.entry("ann", "active, Ann, no title"));
      assertThat(app.state().groups()).containsExactly(Map.entry("Crew", Set.of("ann")));

      assertThat(
              scim(
                  app,
                  "secret",
                  "PATCH",
                  "/Users/app-1",
                  "{'schemas': ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],"
                      + " 'Operations': [{'op': 'replace', 'path': 'active', 'value': false}]}"))
          .isEqualTo(200);
      assertThat(app.state().active()).isZero();
      assertThat(scim(app, "secret", "DELETE", "/Users/app-1", "")).isEqualTo(204);
      assertThat(app.state().users()).isEmpty();
      assertThat(app.state().groups()).containsExactly(Map.entry("Crew", Set.of()));
      assertThat(app.takeReceived())
          .containsExactly(
              "POST /Users → 201",
              "POST /Groups → 201",
              "PATCH /Users → 200",
              "DELETE /Users → 204");
    }
  }

  @Test
  void the_scim_app_refuses_what_a_vendor_would() throws Exception {
    try (var app = new ScimApp("secret")) {
      scim(app, "secret", "POST", "/Users", "{'userName': 'ann'}");
      assertThat(scim(app, "secret", "POST", "/Users", "{'userName': 'ANN'}")).isEqualTo(409);
      assertThat(scim(app, "secret", "POST", "/Users", "{'title': 'x'}")).isEqualTo(400);
      assertThat(scim(app, "secret", "POST", "/Users", "{")).isEqualTo(400);
      assertThat(scim(app, "secret", "PUT", "/Users/nobody", "{'userName': 'bob'}")).isEqualTo(404);
      assertThat(scim(app, "wrong", "POST", "/Users", "{'userName': 'bob'}")).isEqualTo(401);
      assertThat(app.state().users()).containsOnlyKeys("ann");
    }
  }

  @Test
  void the_webhook_app_takes_what_is_signed_and_counts_it_once() throws Exception {
    try (var app = new WebhookApp("whsec_" + Base64.getEncoder().encodeToString(KEY))) {
      assertThat(hook(app, "m1", Instant.now(), CREATED, KEY)).isEqualTo(204);
      assertThat(hook(app, "m1", Instant.now(), CREATED.replace("ann", "bob"), KEY)).isEqualTo(204);

      assertThat(app.state().users()).containsOnlyKeys("ann");
      assertThat(app.takeReceived()).containsExactly("user.created ann");
    }
  }

  @Test
  void the_webhook_app_refuses_a_wrong_key_an_old_message_and_no_json() throws Exception {
    try (var app = new WebhookApp("whsec_" + Base64.getEncoder().encodeToString(KEY))) {
      byte[] wrong = KEY.clone();
      wrong[0]++;
      assertThat(hook(app, "m1", Instant.now(), CREATED, wrong)).isEqualTo(401);
      assertThat(hook(app, "m1", Instant.now().minus(Duration.ofMinutes(6)), CREATED, KEY))
          .isEqualTo(401);
      assertThat(hook(app, "m1", Instant.now(), "{", KEY)).isEqualTo(400);
      assertThat(app.state().users()).isEmpty();
      // What could not be read was not seen: the same message, whole, counts.
      assertThat(hook(app, "m1", Instant.now(), CREATED, KEY)).isEqualTo(204);
      assertThat(app.state().users()).containsOnlyKeys("ann");
    }
  }

  private int scim(ScimApp app, String token, String method, String path, String body)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(app.url() + path))
            .header("Authorization", "Bearer " + token)
            .method(method, HttpRequest.BodyPublishers.ofString(body.replace('\'', '"'))));
  }

  private int hook(WebhookApp app, String id, Instant at, String event, byte[] key)
      throws IOException, InterruptedException, GeneralSecurityException {
    String body = event.replace('\'', '"');
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    String signed = id + "." + at.getEpochSecond() + "." + body;
    String signature =
        Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    return send(
        HttpRequest.newBuilder(URI.create(app.url()))
            .header("webhook-id", id)
            .header("webhook-timestamp", Long.toString(at.getEpochSecond()))
            .header("webhook-signature", "v1,other v1," + signature)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private int send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString()).statusCode();
  }
}

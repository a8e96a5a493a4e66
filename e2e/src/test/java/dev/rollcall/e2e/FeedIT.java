package dev.rollcall.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A consumer outside: SCIM in, the feed out in the order of each person, acknowledged, all through
/// the public address.
@ExtendWith(SharedPlatform.class)
class FeedIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String JSON = "application/json";

  private Tenant tenant;
  private Caller consumer;
  private String cursor = "";

  @BeforeEach
  void record(Tenant given) {
    tenant = given;
    var put =
        tenant
            .administration()
            .send(
                "PUT",
                "/admin/delivery/targets/people",
                Map.of("Content-Type", JSON),
                BodyPublishers.ofString("{\"kind\":\"feed\"}"));
    assertThat(put.status()).as(put.text()).isEqualTo(201);
    consumer = tenant.consumer("people");
    consumer.await(feed(""), PATIENCE, answer -> answer.status() == 200);
  }

  private static String feed(String more) {
    return "/delivery/targets/people/feed" + more;
  }

  /// Reads until as much has come, waiting for it, and acknowledges it.
  private List<String> told(int count) {
    var told = new ArrayList<String>();
    for (int page = 0; page < 60 && told.size() < count; page++) {
      var answer = consumer.get(feed("?wait=5&limit=2"));
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      Objects.requireNonNull((JsonArray) answer.json().get("entries"))
          .elements()
          .forEach(entry -> told.add(line((JsonObject) entry)));
      cursor = answer.string("next");
      var acknowledged =
          consumer.send(
              "POST",
              feed("/ack"),
              Map.of("Content-Type", JSON),
              BodyPublishers.ofString("{\"cursor\":\"" + cursor + "\"}"));
      assertThat(acknowledged.status()).as(acknowledged.text()).isEqualTo(200);
    }
    return told;
  }

  private static String line(JsonObject entry) {
    JsonObject data = (JsonObject) Objects.requireNonNull(entry.get("data"));
    return entry.text("type").orElseThrow() + " " + data.text("userName").orElse("-");
  }

  @Test
  void what_is_provisioned_is_told_in_order_and_acknowledged() {
    String id = tenant.scim().post("/scim/v2/Users", Caller.user("ada")).string("id");
    assertThat(told(1)).containsExactly("user.created ada");
    String address = "/scim/v2/Users/" + id;
    patch(address, "{\"op\":\"replace\",\"path\":\"userName\",\"value\":\"ada2\"}");
    assertThat(told(1)).containsExactly("user.updated ada2");
    patch(address, "{\"op\":\"replace\",\"path\":\"active\",\"value\":false}");
    patch(address, "{\"op\":\"replace\",\"path\":\"active\",\"value\":true}");
    assertThat(told(2)).containsExactly("user.deactivated ada2", "user.reactivated ada2");
    assertThat(tenant.scim().send("DELETE", address, Map.of(), BodyPublishers.noBody()).status())
        .isEqualTo(204);
    assertThat(told(1)).containsExactly("user.deleted -");

    tenant
        .administration()
        .await(
            "/admin/delivery/targets/people",
            PATIENCE,
            answer -> answer.text().contains("\"unacknowledged\":0"));
    tenant
        .administration()
        .await(
            "/admin/delivery/leavers?target=people&stillIn=true",
            PATIENCE,
            answer -> answer.text().equals("{\"leavers\":[]}"));
    assertThat(consumer.get(feed("?after=" + cursor)).text()).contains("\"caughtUp\":true");
    assertThat(consumer.get(feed("?after=forged")).status()).isEqualTo(400);
    var head =
        consumer.send(
            "HEAD", feed(""), Map.of("Accept", "text/event-stream"), BodyPublishers.noBody());
    assertThat(head.status()).as("a stream has no end to wait for").isEqualTo(200);
    assertThat(head.text()).isEmpty();
  }

  private void patch(String address, String operation) {
    var answer =
        tenant
            .scim()
            .send(
                "PATCH",
                address,
                Map.of("Content-Type", "application/scim+json"),
                BodyPublishers.ofString(
                    "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\"Operations\":["
                        + operation
                        + "]}"));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  @Test
  void a_token_opens_the_feed_of_its_target_and_nothing_else(Tenant other) {
    assertThat(consumer.get("/delivery/targets/others/feed").status()).isEqualTo(403);
    assertThat(consumer.get("/scim/v2/Users").status()).isEqualTo(403);
    assertThat(consumer.get("/admin/delivery/targets").status()).isEqualTo(403);
    assertThat(tenant.administration().get(feed("")).status()).isEqualTo(403);
    assertThat(tenant.scim().get(feed("")).status()).isEqualTo(403);
    assertThat(other.consumer("people").get(feed("")).status()).isEqualTo(404);
    assertThat(new Caller(tenant.origin(), "none").get(feed("")).status()).isEqualTo(401);
  }

  @Test
  void events_come_as_they_happen(Tenants tenants) throws Exception {
    String token = tenants.feedToken(tenant.name(), "people");
    var request =
        HttpRequest.newBuilder(URI.create(tenant.origin() + feed("")))
            .header("Authorization", "Bearer " + token)
            .header("Accept", "text/event-stream")
            .build();
    HttpResponse<InputStream> response =
        HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/event-stream");
    try (var reader =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      tenant.scim().post("/scim/v2/Users", Caller.user("ada"));
      assertThat(event(reader)).isEqualTo("event: user.created");
      tenant.scim().post("/scim/v2/Users", Caller.user("kim"));
      assertThat(event(reader)).isEqualTo("event: user.created");
    }
  }

  private static String event(BufferedReader reader) throws IOException {
    String line = "";
    while (!line.startsWith("event: ")) {
      line = Objects.requireNonNull(reader.readLine(), "The stream has ended");
    }
    return line;
  }
}

package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What a target would get, before it gets it.
class MappingPreviewIT extends OneTargetCase {
  private static final String LOWER = "$merge([$, {\"userName\": $lowercase(userName)}])";

  MappingPreviewIT() {
    super("preview");
  }

  @Test
  void a_preview_shows_what_the_target_would_get_and_sends_nothing() {
    start(withMapping(LOWER));
    feed.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ADA")));
    it().awaitApplied(tenant);
    int before = server.requests().size();
    String path = "/internal/v1/" + tenant + "/targets/" + id() + "/preview";

    JsonObject configured =
        it().post(path, JsonObject.of("resourceId", new JsonString("u1"))).body();
    assertThat(configured.get("inScope")).isEqualTo(JsonBoolean.TRUE);
    assertThat(configured.text("rule")).contains("there is no scope");
    assertThat(((JsonObject) Objects.requireNonNull(configured.get("input"))).text("userName"))
        .contains("ADA");
    assertThat(((JsonObject) Objects.requireNonNull(configured.get("result"))).text("userName"))
        .contains("ada");

    JsonObject tried = it().post(path, question("{\"userName\": \"x-\" & userName}")).body();
    assertThat(((JsonObject) Objects.requireNonNull(tried.get("result"))).text("userName"))
        .contains("x-ADA");
    assertThat(
            it().post(path, question("{\"userName\": $random()}"))
                .body()
                .text("error")
                .orElseThrow())
        .startsWith("line 1, column 14: '$random' is not allowed");
    assertThat(it().post(path, question("$error(userName)")).body().text("error"))
        .contains("line 1, column 8: the mapping called '$error'");
    assertThat(it().post(path, JsonObject.of("resourceId", new JsonString("nobody"))).status())
        .isEqualTo(404);
    assertThat(it().post(path, JsonObject.EMPTY).status()).isEqualTo(400);
    assertThat(server.requests()).hasSize(before);
  }

  @Test
  void a_preview_takes_a_configuration_that_is_not_saved() {
    start(withMapping(LOWER));
    feed.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ADA")));
    it().awaitApplied(tenant);
    String path = "/internal/v1/" + tenant + "/targets/another/preview";
    JsonObject configuration =
        withMapping("{\"userName\": userName, \"externalId\": id}")
            .without("id")
            .without("tenant")
            .without("allowPrivateAddress")
            .with("url", new JsonString("https://crm.example/scim"))
            .with("profile", JsonObject.of("keepsExternalId", JsonBoolean.FALSE));

    JsonObject fitted = it().post(path, draft(configuration)).body();
    assertThat(fitted.get("result")).isInstanceOf(JsonObject.class);
    JsonObject result = (JsonObject) Objects.requireNonNull(fitted.get("result"));
    assertThat(result.text("userName")).contains("ADA");
    assertThat(result.get("externalId")).isNull();

    JsonObject scope = JsonObject.of("filter", new JsonString("userName eq \"lee\""));
    JsonObject outside = it().post(path, draft(configuration.with("scope", scope))).body();
    assertThat(outside.get("inScope")).isEqualTo(JsonBoolean.FALSE);
    assertThat(outside.get("result")).isNull();

    Connector.Answer bad =
        it().post(path, draft(configuration.without("url").with("kinds", new JsonString("x"))));
    assertThat(bad.status()).isEqualTo(400);
    assertThat(bad.body().text("detail").orElseThrow()).contains("'url'").contains("'kinds'");
    assertThat(it().post(path, draft(configuration.without("kind"))).status()).isEqualTo(400);
    assertThat(it().post(path, JsonObject.of("resourceId", new JsonString("u1"))).status())
        .isEqualTo(404);
  }

  @Test
  void of_an_app_with_an_interface_of_its_own_it_shows_the_requests() {
    start(withMapping(LOWER));
    feed.publish(tenant, Facts.created(Facts.user("u1"), Facts.person("ADA")));
    it().awaitApplied(tenant);
    JsonObject configuration =
        JsonObject.builder()
            .put("kind", "rest")
            .put("url", "https://staff.example")
            .put("operations", StaffApp.operations())
            .put("mapping", JsonObject.of("User", new JsonString(LOWER)))
            .build();

    JsonObject shown =
        it().post("/internal/v1/" + tenant + "/targets/staff/preview", draft(configuration)).body();

    var requests = ((JsonArray) Objects.requireNonNull(shown.get("requests"))).elements();
    assertThat(requests).hasSize(2);
    JsonObject create = (JsonObject) requests.getFirst();
    assertThat(create.text("method")).contains("POST");
    assertThat(create.text("path")).contains("/staff");
    JsonObject body = (JsonObject) Objects.requireNonNull(create.get("body"));
    assertThat(body.text("login")).contains("ada");
    assertThat(body.text("foreignKey")).contains("u1");
    assertThat(((JsonObject) requests.getLast()).text("path")).contains("/staff/{remoteId}");
  }

  private static JsonObject draft(JsonObject configuration) {
    return JsonObject.builder().put("resourceId", "u1").put("configuration", configuration).build();
  }

  private static JsonObject question(String mapping) {
    return JsonObject.builder().put("resourceId", "u1").put("mapping", mapping).build();
  }

  private JsonObject withMapping(String user) {
    return scim().with("mapping", JsonObject.of("User", new JsonString(user)));
  }
}

package dev.rollcall.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The way of a preview's question from an administrator to the connector and back.
@ExtendWith(SharedPlatform.class)
class PreviewIT {
  private static final Duration ARRIVES = Duration.ofSeconds(30);

  @Test
  void a_question_about_a_target_reaches_the_connector_with_its_body(Tenant tenant) {
    var answer = ask(tenant, "none", "{\"resourceId\":\"u1\"}");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.string("detail")).contains("no target of this name");
  }

  @Test
  void a_question_that_makes_no_sense_is_refused(Tenant tenant) {
    assertThat(ask(tenant, "none", "{").status()).isEqualTo(400);
    assertThat(ask(tenant, "none", "{\"person\":\"u1\"}").string("detail"))
        .contains("'resourceId'");
    assertThat(ask(tenant, "a..b", "{}").status()).isEqualTo(404);
  }

  @Test
  void a_configuration_is_shown_before_it_is_saved_with_its_secrets_sealed_on_the_way(
      Tenant tenant) {
    String id = tenant.scim().post("/scim/v2/Users", Caller.user("ada@example.com")).string("id");
    String question =
        "{\"resourceId\":\""
            + id
            + "\",\"configuration\":{\"kind\":\"scim\",\"url\":\"https://crm.example/scim\","
            + "\"token\":\"said-once\",\"mapping\":{\"User\":\"{'userName': $uppercase(userName)}\"}}}";

    await()
        .atMost(ARRIVES)
        .untilAsserted(() -> {
          Caller.Answer shown = ask(tenant, "not-saved", question);
          assertThat(shown.status()).as(shown.text()).isEqualTo(200);
          assertThat(shown.text())
              .contains("ADA@EXAMPLE.COM")
              .contains("\"inScope\":true")
              .doesNotContain("said-once");
        });
    Caller.Answer refused = ask(tenant, "not-saved", question.replace("\"url\"", "\"uri\""));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.string("detail")).contains("'url'").contains("'uri'");
    assertThat(
            tenant.administration().get("/admin/delivery/targets/not-saved/configuration").status())
        .isEqualTo(404);
  }

  private static Caller.Answer ask(Tenant tenant, String target, String body) {
    return tenant
        .administration()
        .send(
            "POST",
            "/admin/delivery/targets/" + target + "/preview",
            Map.of("Content-Type", "application/json"),
            BodyPublishers.ofString(body));
  }
}

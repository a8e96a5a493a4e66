package dev.rollcall.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The way of a preview's question from an administrator to the connector and back.
@ExtendWith(SharedPlatform.class)
class PreviewIT {

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

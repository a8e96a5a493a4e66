package dev.rollcall.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Definitions of resource types and dialects as an administrator reads and writes them.
@ExtendWith(SharedPlatform.class)
class DefinitionsIT {
  private static final String BERTH = "/admin/resource-types/Berth";
  private static final String DIALECTS = "/admin/dialects";

  @Test
  void a_type_is_sent_once_to_who_has_its_version(Tenant tenant) {
    Caller admin = tenant.administration();
    assertThat(admin.get(BERTH).status()).isEqualTo(404);
    assertThat(put(admin, BERTH, berth("1"), Map.of()).status()).isEqualTo(201);

    var read = admin.get(BERTH);
    assertThat(read.status()).isEqualTo(200);
    assertThat(read.header("ETag")).contains("W/\"1\"");
    assertNotModified(admin, BERTH, "W/\"1\"");
    assertNotModified(admin, BERTH, "\"x\", W/\"1\"");

    var changed = put(admin, BERTH, berth("2"), Map.of("If-Match", "W/\"1\""));
    assertThat(changed.status()).as(changed.text()).isEqualTo(200);
    assertThat(changed.header("ETag")).contains("W/\"2\"");
    var again = get(admin, BERTH, "W/\"1\"");
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.string("description")).isEqualTo("2");
    assertNotModified(admin, BERTH, "W/\"2\"");
    assertThat(put(admin, BERTH, berth("3"), Map.of("If-Match", "W/\"1\"")).status())
        .isEqualTo(412);
  }

  @Test
  void dialects_are_sent_once_to_who_has_their_version(Tenant tenant) {
    Caller admin = tenant.administration();
    assertThat(get(admin, DIALECTS, "W/\"1\"").status()).isEqualTo(200);
    String switched = "{\"createOnFilterMiss\":false}";
    assertThat(put(admin, DIALECTS, switched, Map.of()).header("ETag")).contains("W/\"1\"");

    assertThat(admin.get(DIALECTS).text()).isEqualTo(switched);
    assertNotModified(admin, DIALECTS, "W/\"1\"");
    assertThat(get(admin, DIALECTS, "W/\"2\"").status()).isEqualTo(200);
    assertThat(put(admin, DIALECTS, "{}", Map.of("If-Match", "W/\"2\"")).status()).isEqualTo(412);
  }

  @Test
  void a_definition_that_cannot_be_kept_is_refused_and_the_next_one_taken(Tenant tenant) {
    Caller admin = tenant.administration();
    for (String number : new String[] {"1e999", "1e999999", "-1e-999"}) {
      String document = berth("1").replace("\"endpoint\"", "\"x\":" + number + ",\"endpoint\"");
      var refused = put(admin, BERTH, document, Map.of());
      assertThat(refused.status()).as(number).isEqualTo(400);
      assertThat(refused.string("scimType")).isEqualTo("invalidValue");
    }
    assertThat(put(admin, BERTH, berth("1"), Map.of()).status()).isEqualTo(201);
  }

  private static void assertNotModified(Caller admin, String path, String known) {
    var answer = get(admin, path, known);
    assertThat(answer.status()).as(known).isEqualTo(304);
    assertThat(answer.header("ETag")).isPresent();
    assertThat(answer.text()).isEmpty();
  }

  private static Caller.Answer get(Caller admin, String path, String known) {
    return admin.send("GET", path, Map.of("If-None-Match", known), BodyPublishers.noBody());
  }

  private static Caller.Answer put(
      Caller admin, String path, String document, Map<String, String> condition) {
    var headers = new HashMap<>(condition);
    headers.put("Content-Type", "application/json");
    return admin.send("PUT", path, headers, BodyPublishers.ofString(document));
  }

  private static String berth(String description) {
    return "{\"name\":\"Berth\",\"description\":\""
        + description
        + "\",\"endpoint\":\"/Berths\",\"schema\":\"urn:example:berth\",\"definitions\":["
        + "{\"id\":\"urn:example:berth\",\"attributes\":[{\"name\":\"slot\"}]}]}";
  }
}

package dev.rollcall.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// `/Me` (RFC 7644 section 3.11): the user whose token it is.
@ExtendWith(SharedPlatform.class)
class MeIT {
  private static final String ME = "/scim/v2/Me";
  private static final String PATCH =
      "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],"
          + "\"Operations\":[{\"op\":\"replace\",\"path\":\"title\",\"value\":\"Dr\"}]}";

  @Test
  void a_user_reads_and_changes_itself_and_is_told_its_permanent_address(Tenant tenant) {
    var created = tenant.scim().post("/scim/v2/Users", Caller.user("self"));
    String id = created.string("id");
    String address = created.header("Location").orElseThrow();
    Caller me = tenant.user(id);

    var read = me.get(ME);
    assertThat(read.status()).isEqualTo(200);
    assertThat(read.string("userName")).isEqualTo("self");
    assertThat(read.header("Location")).contains(address);
    assertThat(me.get(ME + "?attributes=userName").json().members())
        .containsOnlyKeys("schemas", "id", "userName");
    assertThat(send(me, "GET", "", Map.of("If-None-Match", "W/\"1\"")).status()).isEqualTo(304);

    assertThat(send(me, "PATCH", PATCH, Map.of("If-Match", "W/\"9\"")).status()).isEqualTo(412);
    var patched = send(me, "PATCH", PATCH, Map.of("If-Match", "W/\"1\""));
    assertThat(patched.string("title")).isEqualTo("Dr");
    assertThat(patched.header("Location")).contains(address);
    var replaced = send(me, "PUT", Caller.user("self2"), Map.of("If-Match", "*"));
    assertThat(replaced.string("userName")).isEqualTo("self2");
    assertThat(replaced.header("ETag")).contains("W/\"3\"");

    assertThat(send(me, "DELETE", "", Map.of("If-Match", "W/\"3\"")).status()).isEqualTo(204);
    assertThat(me.get(ME).status()).isEqualTo(404);
    assertThat(tenant.scim().get("/scim/v2/Users/" + id).status()).isEqualTo(404);
  }

  @Test
  void a_client_is_nobody_and_nobody_creates_itself(Tenant tenant) {
    var read = tenant.scim().get(ME);
    assertThat(read.status()).isEqualTo(404);
    assertThat(read.string("detail")).contains("no user");
    var posted = tenant.scim().post(ME, Caller.user("new"));
    assertThat(posted.status()).isEqualTo(405);
    assertThat(posted.header("Allow")).contains("GET, PUT, PATCH, DELETE");
  }

  private static Caller.Answer send(
      Caller caller, String method, String body, Map<String, String> precondition) {
    var headers = new HashMap<>(precondition);
    headers.put("Content-Type", "application/scim+json");
    return caller.send(
        method,
        ME,
        headers,
        body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
  }
}

package dev.rollcall.scim.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.scim.ScimError;
import dev.rollcall.scim.message.AsyncResponse.Ending;
import dev.rollcall.scim.message.AsyncResponse.Subject;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// The claims of RFC 9967 section 2.5.1.
class AsyncResponseTest {
  private static final Instant DECIDED = Instant.ofEpochSecond(1_795_000_000L);

  @Test
  void what_was_done_says_the_status_as_text_the_version_and_where_the_resource_is() {
    var done =
        new AsyncResponse(
            "t1",
            DECIDED,
            new Subject("/Users/u1", "u1"),
            "POST",
            null,
            new Ending(201, "W/\"1\"", "https://scim.example/scim/v2/Users/u1", null));

    assertThat(done.claims("https://scim.example/scim/v2", "demo"))
        .isEqualTo(
            json(
                """
                {"iss":"https://scim.example/scim/v2","iat":1795000000,"jti":"t1","aud":"demo",
                 "txn":"t1","sub_id":{"format":"scim","uri":"/Users/u1","id":"u1"},
                 "events":{"urn:ietf:params:scim:event:misc:asyncresp":
                  {"method":"POST","version":"W/\\"1\\"",
                   "location":"https://scim.example/scim/v2/Users/u1","status":"201"}}}
                """));
  }

  @Test
  void what_was_refused_says_why_and_names_its_operation() {
    var refused =
        new AsyncResponse(
            "t1:3",
            DECIDED,
            new Subject("/Bulk", null),
            "PUT",
            "q1",
            new Ending(404, null, null, ScimError.notFound("Nobody.")));

    JsonObject claims = refused.claims("https://scim.example/scim/v2", "demo");

    assertThat(claims.get("txn")).isEqualTo(claims.get("jti"));
    assertThat(claims.get("sub_id")).isEqualTo(json("{\"format\":\"scim\",\"uri\":\"/Bulk\"}"));
    assertThat(claims.get("events"))
        .isEqualTo(
            json(
                """
                {"urn:ietf:params:scim:event:misc:asyncresp":
                 {"method":"PUT","bulkId":"q1","status":"404","response":
                  {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],
                   "status":"404","detail":"Nobody."}}}
                """));
  }

  @Test
  void it_never_says_sub_nor_exp() {
    var done =
        new AsyncResponse(
            "t",
            DECIDED,
            new Subject("/Users", null),
            "DELETE",
            null,
            new Ending(204, null, null, null));
    assertThat(done.claims("i", "a").members()).doesNotContainKeys("sub", "exp");
  }

  private static JsonObject json(String text) {
    return (JsonObject) new JsonCodec(JsonLimits.RECORD).read(text);
  }
}

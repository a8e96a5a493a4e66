package dev.rollcall.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Requests that a client does not want to wait for (RFC 9967 section 2.5.1).
@ExtendWith(SharedPlatform.class)
class AsyncRequestsIT {
  private static final String USERS = "/scim/v2/Users";
  private static final Duration DECIDED_MAX = Duration.ofSeconds(30);
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);
  private static final String PATCH =
      "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],"
          + "\"Operations\":[{\"op\":\"replace\",\"path\":\"title\",\"value\":\"x\"}]}";

  @Test
  void a_write_is_taken_at_once_and_says_where_its_end_can_be_read(Tenant tenant) {
    Caller caller = tenant.scim();
    var taken = create(caller, Caller.user("later"), "respond-async");

    assertThat(taken.status()).isEqualTo(202);
    assertThat(taken.text()).isEmpty();
    assertThat(taken.header("Preference-Applied")).contains("respond-async");
    String transaction = taken.header("Set-Txn").orElseThrow();

    var ended = caller.await(location(taken), DECIDED_MAX, it -> it.status() != 404);
    assertThat(ended.header("Content-Type")).contains("application/secevent+jwt");
    assertThat(part(ended.text(), 0).text("typ")).contains("secevent+jwt");
    JsonObject claims = part(ended.text(), 1);
    assertThat(claims.text("txn")).contains(transaction);
    assertThat(claims.get("sub")).isNull();
    JsonObject event = event(claims);
    assertThat(event.text("status")).contains("201");
    assertThat(event.text("method")).contains("POST");
    assertThat(event.text("version")).contains("W/\"1\"");
    String resource = URI.create(event.text("location").orElseThrow()).getPath();
    assertThat(caller.get(resource).string("userName")).isEqualTo("later");
  }

  @Test
  void every_kind_of_write_ends_as_it_would_have_been_answered(Tenant tenant) {
    Caller caller = tenant.scim();
    String address = USERS + "/" + caller.post(USERS, Caller.user("all")).string("id");

    assertThat(ended(caller, "PUT", address, Caller.user("all2")).text("status")).contains("200");
    JsonObject patched = ended(caller, "PATCH", address, PATCH);
    assertThat(patched.text("status")).contains("200");
    assertThat(patched.text("method")).contains("PATCH");
    assertThat(patched.text("version")).contains("W/\"3\"");
    JsonObject taken = ended(caller, "POST", USERS, Caller.user("ALL2"));
    assertThat(taken.text("status")).contains("409");
    assertThat(member(taken, "response").text("scimType")).contains("uniqueness");
    assertThat(ended(caller, "DELETE", address, "").text("status")).contains("204");
    assertThat(ended(caller, "DELETE", address, "").text("status")).contains("404");
    assertThat(caller.get(address).status()).isEqualTo(404);
  }

  @Test
  void nothing_that_is_sent_with_the_question_gets_into_a_token(Tenant tenant) {
    Caller caller = tenant.scim();
    var taken = create(caller, Caller.user("own"), "respond-async");
    var ended = caller.await(location(taken), DECIDED_MAX, it -> it.status() == 200);
    var invented = caller.get(location(taken) + "?method=DELETE&uri=/Users/boss");
    assertThat(invented.text()).isEqualTo(ended.text());
    JsonObject claims = part(ended.text(), 1);
    assertThat(event(claims).text("method")).contains("POST");
    assertThat(member(claims, "sub_id").text("uri").orElseThrow()).startsWith("/Users/");
  }

  @Test
  void a_bulk_request_has_an_end_for_each_operation(Tenant tenant) {
    Caller caller = tenant.scim();
    String bulk =
        "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:BulkRequest\"],\"Operations\":["
            + "{\"method\":\"POST\",\"path\":\"/Users\",\"bulkId\":\"a\",\"data\":"
            + Caller.user("bulk")
            + "},{\"method\":\"DELETE\",\"path\":\"/Users/nobody\"}]}";
    var taken = later(caller, "POST", "/scim/v2/Bulk", bulk);
    String transaction = taken.header("Set-Txn").orElseThrow();

    var ended = caller.await(location(taken), DECIDED_MAX, it -> it.status() != 404);
    JsonObject sets = member(ended.json(), "sets");
    assertThat(sets.members()).containsOnlyKeys(transaction + ":0", transaction + ":1");
    String first = sets.text(transaction + ":0").orElseThrow();
    assertThat(event(part(first, 1)).text("bulkId")).contains("a");
    assertThat(event(part(first, 1)).text("status")).contains("201");
    String path = "/scim/v2/AsyncResponses/" + transaction;
    assertThat(event(part(caller.get(path + ":1").text(), 1)).text("status")).contains("404");
    assertThat(caller.get(path + ":2").status()).isEqualTo(404);
  }

  @Test
  void who_waits_a_while_is_answered_when_it_is_decided_by_then(Tenant tenant) {
    var answer = create(tenant.scim(), Caller.user("soon"), "respond-async, wait=60");
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Location")).isPresent();
    assertThat(answer.string("userName")).isEqualTo("soon");
  }

  @Test
  void without_the_preference_nothing_is_answered_later(Tenant tenant) {
    for (String other : List.of("wait=0", "return=minimal", "x=\"respond-async\"")) {
      var answer = create(tenant.scim(), Caller.user("now" + other.length()), other);
      assertThat(answer.status()).as(other).isEqualTo(201);
    }
  }

  @Test
  void what_is_wrong_at_sight_is_refused_at_once(Tenant tenant) {
    assertThat(create(tenant.scim(), "{}", "respond-async").status()).isEqualTo(400);
  }

  @Test
  void no_other_tenant_reads_how_a_request_ended(Tenant tenant, Tenant other) {
    var taken = create(tenant.scim(), Caller.user("mine"), "respond-async");
    tenant.scim().await(location(taken), DECIDED_MAX, it -> it.status() == 200);

    assertThat(other.scim().get(location(taken)).status()).isEqualTo(404);
    assertThat(tenant.administration().get(location(taken)).status()).isEqualTo(403);
    assertThat(tenant.scim().get("/scim/v2/AsyncResponses/unknown").status()).isEqualTo(404);
  }

  private static Caller.Answer create(Caller caller, String body, String preference) {
    return caller.send("POST", USERS, headers(preference), BodyPublishers.ofString(body));
  }

  private static Caller.Answer later(Caller caller, String method, String path, String body) {
    return caller.send(
        method,
        path,
        headers("respond-async"),
        body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
  }

  private static Map<String, String> headers(String preference) {
    return Map.of("Prefer", preference, "Content-Type", "application/scim+json");
  }

  private static JsonObject ended(Caller caller, String method, String path, String body) {
    var taken = later(caller, method, path, body);
    assertThat(taken.status()).as(taken.text()).isEqualTo(202);
    var answer = caller.await(location(taken), DECIDED_MAX, it -> it.status() == 200);
    return event(part(answer.text(), 1));
  }

  private static String location(Caller.Answer taken) {
    URI uri = URI.create(taken.header("Location").orElseThrow());
    assertThat(uri.getRawQuery()).isNull();
    return uri.getRawPath();
  }

  private static JsonObject part(String token, int index) {
    return JSON.readObject(Base64.getUrlDecoder().decode(token.split("\\.", -1)[index]));
  }

  private static JsonObject event(JsonObject claims) {
    return member(member(claims, "events"), "urn:ietf:params:scim:event:misc:asyncresp");
  }

  private static JsonObject member(JsonObject object, String name) {
    return (JsonObject) Objects.requireNonNull(object.get(name), name);
  }
}

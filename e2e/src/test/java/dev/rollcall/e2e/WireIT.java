package dev.rollcall.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What HTTP lets a client do that no HTTP library does by itself, and the limits of a bulk
/// request.
@ExtendWith(SharedPlatform.class)
class WireIT {
  private static final String USERS = "/scim/v2/Users";
  private static final String BULK = "/scim/v2/Bulk";

  @Test
  void what_is_too_long_to_read_gets_a_scim_error(Tenant tenant) throws IOException {
    String text = "x".repeat(20_000);
    assertThat(raw(tenant, "GET /scim/v2/Users?filter=" + text + " HTTP/1.1", ""))
        .startsWith("HTTP/1.1 414")
        .contains("application/scim+json", "\"status\":\"414\"");
    assertThat(raw(tenant, "GET /scim/v2/Users HTTP/1.1\r\nX-Long: " + text, ""))
        .startsWith("HTTP/1.1 431")
        .contains("application/scim+json", "\"status\":\"431\"");
  }

  @Test
  void a_body_may_come_in_chunks(Tenant tenant) throws IOException {
    String user = Caller.user("chunked");
    String head = "POST /scim/v2/Users HTTP/1.1\r\nTransfer-Encoding: chunked";
    String body =
        IntStream.range(0, user.length())
                .mapToObj(it -> "1\r\n" + user.charAt(it) + "\r\n")
                .collect(Collectors.joining())
            + "0\r\n\r\n";
    assertThat(raw(tenant, head, body)).startsWith("HTTP/1.1 201").contains("chunked");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/scim+json; charset=utf-8",
        "APPLICATION/JSON",
        "application/json;charset=\"UTF-8\"",
        "application/json; odata=verbose",
        ""
      })
  void a_body_is_json_whatever_parameters_its_type_has(String type, Tenant tenant)
      throws IOException {
    String user = Caller.user("typed");
    String header = type.isEmpty() ? "" : "\r\nContent-Type: " + type;
    String head = "POST /scim/v2/Users HTTP/1.1\r\nContent-Length: " + user.length() + header;
    assertThat(raw(tenant, head, user)).startsWith("HTTP/1.1 201");
  }

  @Test
  void a_filter_may_come_as_it_was_typed(Tenant tenant) throws IOException {
    tenant.scim().post(USERS, Caller.user("typed"));
    String head =
        "GET /scim/v2/Users?filter=emails[type+eq+\"x\"]+or+userName+eq+\"typed\" HTTP/1.1";
    assertThat(raw(tenant, head, "")).startsWith("HTTP/1.1 200").contains("\"totalResults\":1");
  }

  @Test
  void without_a_token_every_interface_asks_for_one(Tenant tenant) {
    var nobody = new Caller(tenant.origin(), "none");
    for (String path : new String[] {USERS, "/admin/dialects", "/elsewhere"}) {
      var answer = nobody.get(path);
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.header("WWW-Authenticate").orElseThrow()).startsWith("Bearer");
      assertThat(answer.string("status")).isEqualTo("401");
    }
  }

  @Test
  void too_large_a_bulk_request_is_told_which_limit_it_broke(Tenant tenant) {
    String operations =
        IntStream.range(0, 1001)
            .mapToObj(_ -> "{\"method\":\"DELETE\",\"path\":\"/Users/x\"}")
            .collect(Collectors.joining(","));
    var many = tenant.scim().post(BULK, bulk(operations));
    assertThat(many.status()).isEqualTo(413);
    assertThat(many.string("detail")).contains("maxOperations", "1000");

    var large = tenant.scim().post(BULK, bulk("\"" + "x".repeat(600_000) + "\""));
    assertThat(large.status()).isEqualTo(413);
    assertThat(large.string("detail")).contains("maxPayloadSize", "524288");
  }

  @Test
  void a_bulk_request_is_one_record_with_one_decision(Tenant tenant) {
    var answer = tenant.scim().post(BULK, bulk(users("bulk", 3)));
    assertThat(answer.status()).isEqualTo(200);

    String id = answer.header("X-Request-Id").orElseThrow();
    var record = tenant.administration().get("/admin/requests/" + id);
    assertThat(record.text()).contains("\"operation\":\"bulk\"", "bulk0", "bulk1", "bulk2");
  }

  @Test
  void a_large_bulk_request_is_several_records_that_name_each_other(Tenant tenant) {
    var answer = tenant.scim().post(BULK, bulk(users("part", 51)));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text().split("\"status\":\"201\"", -1)).hasSize(52);

    String id = answer.header("X-Request-Id").orElseThrow();
    String all = "\"parts\":[\"" + id + "\",\"" + id + ".2\",\"" + id + ".3\"]";
    for (String each : List.of(id, id + ".2", id + ".3")) {
      assertThat(tenant.administration().get("/admin/requests/" + each).text())
          .contains(all, "\"operation\":\"bulk\"", "\"of\":3");
    }
  }

  @Test
  void a_large_bulk_request_with_a_key_is_done_once(Tenant tenant) {
    String body = bulk(users("keyed", 51));
    var headers = Map.of("Idempotency-Key", "large-1", "Content-Type", "application/scim+json");
    var publisher = BodyPublishers.ofString(body);
    var first = tenant.scim().send("POST", BULK, headers, publisher);
    assertThat(first.status()).isEqualTo(200);
    var again = tenant.scim().send("POST", BULK, headers, publisher);
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(again.header("X-Request-Id")).isNotEqualTo(first.header("X-Request-Id"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/openapi.json", "/health/live", "/scim/v2/Schemas", "/admin/dialects"})
  void head_is_get_without_the_body(String path, Tenant tenant) {
    Caller caller = path.startsWith("/admin") ? tenant.administration() : tenant.scim();
    var head = caller.send("HEAD", path, Map.of(), BodyPublishers.noBody());
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.text()).isEmpty();
    assertThat(head.header("Content-Type")).isEqualTo(caller.get(path).header("Content-Type"));
  }

  private static String users(String name, int count) {
    return IntStream.range(0, count)
        .mapToObj(it ->
            "{\"method\":\"POST\",\"path\":\"/Users\",\"bulkId\":\"b"
                + it
                + "\",\"data\":"
                + Caller.user(name + it)
                + "}")
        .collect(Collectors.joining(","));
  }

  private static String bulk(String operations) {
    return "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:BulkRequest\"],\"Operations\":["
        + operations
        + "]}";
  }

  /// Sends a request byte for byte and returns all that comes back.
  private static String raw(Tenant tenant, String head, String body) throws IOException {
    URI origin = URI.create(tenant.origin());
    try (var socket = new Socket(origin.getHost(), origin.getPort())) {
      String request =
          head
              + "\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer "
              + tenant.token()
              + "\r\n\r\n"
              + body;
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

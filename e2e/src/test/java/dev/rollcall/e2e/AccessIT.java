package dev.rollcall.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every address with every method and every kind of token: denied unless a rule lets it in, and
/// always answered in SCIM's own form.
@ExtendWith(SharedPlatform.class)
@TestInstance(Lifecycle.PER_CLASS)
class AccessIT {
  private static final String SCIM = "application/scim+json";

  /// Stands for the id of a user that is there.
  private static final String ID = "{id}";

  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND");

  private Tenant tenant;
  private Caller caller;
  private String id;

  @BeforeAll
  void start(Tenant tenant) {
    this.tenant = tenant;
    caller = tenant.scim();
    id = caller.post("/scim/v2/Users", Caller.user("present")).string("id");
  }

  static Stream<String> scimAddresses() {
    return Stream.of(
            "",
            "/ServiceProviderConfig",
            "/ResourceTypes",
            "/ResourceTypes/User",
            "/Schemas",
            "/Schemas/urn:ietf:params:scim:schemas:core:2.0:User",
            "/Users",
            "/Users/" + ID,
            "/Users/.search",
            "/Groups",
            "/Groups/nobody",
            "/Groups/.search",
            "/.search",
            "/Bulk",
            "/Me",
            "/AsyncResponses/nothing",
            "/Printers",
            "/Users/a/b")
        .map("/scim/v2"::concat);
  }

  static Stream<String> adminAddresses() {
    return Stream.of(
        "/admin",
        "/admin/history/" + ID,
        "/admin/requests/none",
        "/admin/history/a..b",
        "/admin/delivery/targets",
        "/admin/delivery/targets/none",
        "/admin/delivery/targets/none/keys",
        "/admin/delivery/targets/none/preview",
        "/admin/elsewhere");
  }

  static Stream<String> otherAddresses() {
    return Stream.of(
        "/", "/scim", "/scim/v2x", "/administration", "/internal/v1/demo/search", "/actuator/env");
  }

  @ParameterizedTest
  @MethodSource({"scimAddresses", "adminAddresses", "otherAddresses"})
  void without_a_token_of_ours_nothing_is_said_but_401(String address) {
    for (String authorization : List.of("", "Bearer " + wrong(), "Basic dXNlcjpwYXNz")) {
      for (String method : METHODS) {
        var answer = send(method, address, authorization);
        isScimError(method, answer, 401);
        assertThat(answer.header("WWW-Authenticate").orElse("")).startsWith("Bearer");
      }
    }
  }

  @ParameterizedTest
  @MethodSource({"scimAddresses", "otherAddresses"})
  void the_administrations_token_opens_nothing_else(String address) {
    for (String method : METHODS) {
      isScimError(method, send(method, address, "Bearer " + tenant.adminToken()), 403);
    }
  }

  @ParameterizedTest
  @MethodSource("adminAddresses")
  void a_clients_token_does_not_open_the_administration(String address) {
    for (String method : METHODS) {
      isScimError(method, send(method, address, "Bearer " + tenant.token()), 403);
    }
  }

  @ParameterizedTest
  @MethodSource({"scimAddresses", "otherAddresses"})
  void with_the_right_token_every_method_gets_an_answer_in_scims_form(String address) {
    for (String method : METHODS) {
      // A body that no route takes, so that nothing is changed and the id stays.
      var answer =
          method.equals("DELETE") && address.endsWith(ID)
              ? send(method, address.replace(ID, "nobody"), "Bearer " + tenant.token())
              : send(method, address, "Bearer " + tenant.token());
      inScimsForm(method, answer);
    }
  }

  @ParameterizedTest
  @MethodSource("adminAddresses")
  void with_the_administrations_token_every_method_gets_an_answer(String address) {
    for (String method : METHODS) {
      var answer = send(method, address, "Bearer " + tenant.adminToken());
      assertThat(answer.status()).as("%s: %s", method, answer.text()).isLessThan(500);
      if (answer.status() >= 400) {
        isScimError(method, answer, answer.status());
      }
      if (!method.equals("GET") && !method.equals("HEAD")) {
        assertThat(answer.status()).as("%s: %s", method, answer.text()).isIn(400, 404, 405, 415);
      }
    }
  }

  private void inScimsForm(String method, Caller.Answer answer) {
    assertThat(answer.status()).as("%s: %s", method, answer.text()).isLessThan(500);
    if (answer.status() >= 400) {
      isScimError(method, answer, answer.status());
      assertThat(answer.status()).as(method).isIn(400, 403, 404, 405, 415);
      if (answer.status() == 405) {
        assertThat(answer.header("Allow")).as(method).isPresent();
      }
    } else {
      assertThat(answer.header("Content-Type").orElse("")).as(method).startsWith(SCIM);
    }
  }

  private static void isScimError(String method, Caller.Answer answer, int status) {
    assertThat(answer.status()).as("%s: %s", method, answer.text()).isEqualTo(status);
    assertThat(answer.header("Content-Type").orElse("")).as(method).startsWith(SCIM);
    assertThat(answer.header("X-Request-Id")).as(method).isPresent();
    if (!method.equals("HEAD")) {
      assertThat(answer.text()).contains("urn:ietf:params:scim:api:messages:2.0:Error");
      assertThat(answer.string("status")).isEqualTo(Integer.toString(status));
      assertThat(answer.string("detail")).isNotBlank();
    }
  }

  private Caller.Answer send(String method, String address, String authorization) {
    Map<String, String> headers = new HashMap<>();
    headers.put("Authorization", authorization);
    headers.put("Content-Type", SCIM);
    boolean bare = method.equals("GET") || method.equals("HEAD") || method.equals("TRACE");
    return caller.send(
        method,
        address.replace(ID, id),
        headers,
        bare ? BodyPublishers.noBody() : BodyPublishers.ofString("[]"));
  }

  /// Of the right form, and nobody's.
  private String wrong() {
    char last = tenant.token().charAt(tenant.token().length() - 1);
    return tenant.token().substring(0, tenant.token().length() - 1) + (last == 'x' ? 'y' : 'x');
  }
}

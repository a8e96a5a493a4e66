package dev.rollcall.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.backing.Ports;
import dev.rollcall.schemas.Topics;
import dev.rollcall.standalone.platform.Platform;
import dev.rollcall.standalone.platform.PlatformOptions;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a client may send wrongly, and what it gets: a SCIM error that says what is wrong, and
/// nothing in the log of requests.
@TestInstance(Lifecycle.PER_CLASS)
class BadInputIT {
  private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
  private static final String SCIM = "application/scim+json";
  private static final String USERS = "/scim/v2/Users";
  private static final int BODY_MAX = 512 * 1024;

  private static final int PARTITIONS = 6;

  /// Stands for the id of a user that is there.
  private static final String ID = "{id}";

  private Platform platform;
  private Caller caller;
  private String id;

  @BeforeAll
  void start(@TempDir Path folder) {
    int port = Ports.free();
    platform = Platform.start(new PlatformOptions(CHECKOUT, folder, port), (_, _) -> {});
    caller = new Caller("http://127.0.0.1:" + port, platform.token());
    id = caller.post(USERS, Caller.user("present")).string("id");
  }

  @AfterAll
  void stop() {
    platform.close();
  }

  /// One wrong request.
  ///
  /// @param scimType of the answer, empty where it must have none
  record Wrong(
      String what,
      String method,
      String path,
      Map<String, String> headers,
      String body,
      int status,
      String scimType) {

    static Wrong body(String what, String body, String scimType) {
      return new Wrong(what, "POST", USERS, Map.of("Content-Type", SCIM), body, 400, scimType);
    }

    static Wrong patch(String what, String operations, String scimType) {
      String body =
          "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\"Operations\":"
              + operations
              + "}";
      return new Wrong(
          what, "PATCH", USERS + "/" + ID, Map.of("Content-Type", SCIM), body, 400, scimType);
    }

    static Wrong query(String what, String query, String scimType) {
      return new Wrong(what, "GET", USERS + "?" + query, Map.of(), "", 400, scimType);
    }

    static Wrong of(String what, String method, String path, int status) {
      return new Wrong(what, method, path, Map.of(), "", status, "");
    }

    Wrong with(String header, String value) {
      var more = new HashMap<>(headers);
      more.put(header, value);
      return new Wrong(what, method, path, more, body, status, scimType);
    }

    Wrong answered(int other) {
      return new Wrong(what, method, path, headers, body, other, "");
    }

    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Wrong> bodies() {
    String user = Caller.user("never");
    return Stream.of(
        Wrong.body("no body", "", "invalidSyntax"),
        Wrong.body("half a JSON object", "{\"userName\":", "invalidSyntax"),
        Wrong.body("two JSON objects", user + user, "invalidSyntax"),
        Wrong.body("an array", "[" + user + "]", "invalidSyntax"),
        Wrong.body("a string", "\"user\"", "invalidSyntax"),
        Wrong.body(
            "the same name twice", "{\"userName\":\"a\",\"userName\":\"b\"}", "invalidSyntax"),
        Wrong.body(
            "too deep", "{\"a\":" + "[".repeat(500) + "]".repeat(500) + "}", "invalidSyntax"),
        Wrong.body(
            "a number too long to be one", "{\"x\":" + "9".repeat(5000) + "}", "invalidSyntax"),
        Wrong.body("an exponent too long to be one", "{\"x\":1e9999999999}", "invalidSyntax"),
        Wrong.body(
            "a number that no database holds",
            "{\"userName\":\"n\",\"urn:x:berth:2.0:User\":{\"slot\":1e999999}}",
            "invalidValue"),
        Wrong.body("no userName", "{\"displayName\":\"x\"}", "invalidValue"),
        Wrong.body("a userName that is an object", "{\"userName\":{}}", "invalidValue"),
        Wrong.body("emails that are a number", "{\"userName\":\"n\",\"emails\":7}", "invalidValue"),
        Wrong.body(
            "active that is nonsense",
            "{\"userName\":\"n\",\"active\":\"perhaps\"}",
            "invalidValue"),
        Wrong.body("XML", "<user/>", "").with("Content-Type", "application/xml").answered(415),
        Wrong.body("plain text", user, "").with("Content-Type", "text/plain").answered(415),
        Wrong.body("a broken content type", user, "").with("Content-Type", "///").answered(415),
        Wrong.body("a compressed body", user, "").with("Content-Encoding", "gzip").answered(415),
        Wrong.body("too large", "{\"userName\":\"" + "x".repeat(BODY_MAX) + "\"}", "")
            .answered(413),
        Wrong.body("an empty Idempotency-Key", user, "").with("Idempotency-Key", " "),
        Wrong.body("a long Idempotency-Key", user, "").with("Idempotency-Key", "k".repeat(256)));
  }

  static Stream<Wrong> patches() {
    return Stream.of(
        Wrong.patch("no operations", "[]", "invalidSyntax"),
        Wrong.patch("operations that are an object", "{}", "invalidSyntax"),
        Wrong.patch("an unknown op", "[{\"op\":\"move\",\"path\":\"title\"}]", "invalidSyntax"),
        Wrong.patch("no op", "[{\"path\":\"title\",\"value\":\"x\"}]", "invalidSyntax"),
        Wrong.patch("remove without a path", "[{\"op\":\"remove\"}]", "noTarget"),
        Wrong.patch(
            "a path that does not parse",
            "[{\"op\":\"add\",\"path\":\"emails[type eq\",\"value\":\"x\"}]",
            "invalidPath"),
        Wrong.patch(
            "add without a value", "[{\"op\":\"add\",\"path\":\"title\"}]", "invalidValue"));
  }

  static Stream<Wrong> queries() {
    return Stream.of(
        Wrong.query("half a filter", "filter=userName%20eq", "invalidFilter"),
        Wrong.query("a filter that is no filter", "filter=%28%28%28", "invalidFilter"),
        Wrong.query("an unknown operator", "filter=userName%20like%20%22a%22", "invalidFilter"),
        Wrong.query("an open string", "filter=userName%20eq%20%22a", "invalidFilter"),
        Wrong.query("SQL", "filter=1%3D1%3B%20DROP%20TABLE%20users", "invalidFilter"),
        Wrong.query("a count that is no number", "count=many", "invalidValue"),
        Wrong.query("a broken percent-encoding", "filter=%25ZZ", "invalidFilter"));
  }

  static Stream<Wrong> addresses() {
    return Stream.of(
        Wrong.of("an unknown id", "GET", USERS + "/nobody", 404),
        Wrong.of("an unknown endpoint", "GET", "/scim/v2/Printers", 404),
        Wrong.of("no endpoint", "GET", "/elsewhere", 404),
        Wrong.of("too deep", "GET", USERS + "/a/b", 404),
        Wrong.of("an unknown schema", "GET", "/scim/v2/Schemas/urn:none", 404),
        Wrong.of("the list deleted", "DELETE", USERS, 405),
        Wrong.of("an odd method", "REPORT", USERS, 405),
        Wrong.of("a written discovery document", "POST", "/scim/v2/ServiceProviderConfig", 405),
        Wrong.of("a backslash and a null", "GET", USERS + "/%5C%00", 404),
        Wrong.of("a name longer than any", "DELETE", USERS + "/" + "x".repeat(513), 404),
        Wrong.of("a null in a name to delete", "DELETE", USERS + "/%00", 404),
        Wrong.of("a way out", "GET", USERS + "/..%2F..%2Fadmin", 404));
  }

  static Stream<Wrong> credentials() {
    Function<String, Wrong> with =
        value ->
            Wrong.of("authorization '" + value + "'", "POST", USERS, 401)
                .with("Authorization", value);
    return Stream.of(
        with.apply(""),
        with.apply("Bearer"),
        with.apply("Bearer x"),
        with.apply("Basic dXNlcjpwYXNz"),
        with.apply("Bearer rc_unknown_0000000000000000000000000000000000000000000"),
        with.apply("Bearer " + "x".repeat(4_000)));
  }

  @ParameterizedTest
  @MethodSource({"bodies", "patches", "queries", "addresses", "credentials"})
  void a_wrong_request_gets_a_scim_error_and_leaves_no_record(Wrong wrong) throws Exception {
    long before = recorded();
    var answer =
        caller.send(
            wrong.method(),
            wrong.path().replace(ID, id),
            wrong.headers(),
            wrong.body().isEmpty()
                ? BodyPublishers.noBody()
                : BodyPublishers.ofString(wrong.body()));

    assertThat(answer.status()).as(answer.text()).isEqualTo(wrong.status());
    assertThat(answer.header("Content-Type").orElseThrow()).startsWith(SCIM);
    assertThat(answer.text())
        .contains("urn:ietf:params:scim:api:messages:2.0:Error")
        .doesNotContain("Exception", "\tat ", "dev.rollcall", "org.springframework");
    assertThat(answer.string("status")).isEqualTo(Integer.toString(wrong.status()));
    assertThat(answer.json().text("scimType").orElse("")).isEqualTo(wrong.scimType());
    assertThat(answer.string("detail")).isNotBlank();
    assertThat(recorded()).isEqualTo(before);
  }

  @Test
  void the_tokens_of_the_two_interfaces_do_not_open_each_other() {
    String admin = "Bearer " + platform.adminToken();
    var scim = caller.send("GET", USERS, Map.of("Authorization", admin), BodyPublishers.noBody());
    assertThat(scim.status()).isEqualTo(403);
    assertThat(caller.get("/admin/history/" + id).status()).isEqualTo(403);
  }

  @Test
  void a_request_for_what_is_not_there_is_recorded_and_answered_404() throws Exception {
    long before = recorded();
    for (String method : List.of("PUT", "PATCH", "DELETE")) {
      String body =
          method.equals("PATCH")
              ? "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],"
                  + "\"Operations\":[{\"op\":\"replace\",\"path\":\"title\",\"value\":\"x\"}]}"
              : Caller.user("ghost");
      var answer =
          caller.send(
              method,
              USERS + "/not-there",
              Map.of("Content-Type", SCIM),
              BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.UTF_8)));
      assertThat(answer.status()).as(method + answer.text()).isEqualTo(404);
    }
    assertThat(recorded()).isEqualTo(before + 3);
  }

  @Test
  void a_body_just_within_the_limit_is_taken() {
    String user = Caller.user("large").replace("}", "");
    String rest = ",\"title\":\"";
    int room = BODY_MAX - user.length() - rest.length() - 2;
    var answer = caller.post(USERS, user + rest + "x".repeat(room) + "\"}");
    assertThat(answer.status()).as(answer.text()).isIn(201, 400);
    assertThat(answer.text()).doesNotContain("Exception");
  }

  private long recorded() throws Exception {
    try (var admin =
        Admin.create(Map.of("bootstrap.servers", platform.kafka().bootstrapServers()))) {
      // As many as ./rollcall starts with; a partition that is not there would fail the question.
      var latest =
          IntStream.range(0, PARTITIONS)
              .boxed()
              .collect(
                  Collectors.toMap(
                      it -> new TopicPartition(Topics.REQUESTS, it), _ -> OffsetSpec.latest()));
      return admin.listOffsets(latest).all().get().values().stream()
          .mapToLong(it -> it.offset())
          .sum();
    }
  }
}

package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.FakeServer.Response;
import dev.rollcall.connector.delivery.core.Action;
import dev.rollcall.connector.delivery.core.Answer;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.mapping.core.MappingLimits;
import dev.rollcall.connector.mapping.jsonata.JsonataLanguage;
import dev.rollcall.connector.target.Opened;
import dev.rollcall.connector.target.ReadableApp;
import dev.rollcall.connector.target.RemoteAppContract;
import dev.rollcall.connector.target.rest.RestKind;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the answer to the reading of one resource means.
class RestReadingTest {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);
  private static final ResourceRef ADA = Facts.user("a");
  private static final String READ =
      "body[0] ? {'id': body[0].no, 'resource': {'userName': body[0].login}} : false";

  private Response response = Response.of(404);
  private final FakeServer server = new FakeServer(_ -> response);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void what_is_shown_is_in_the_names_of_the_mapping() {
    says("[{\"no\":7,\"login\":\"ada\"}]");

    assertThat(reread(READ))
        .isEqualTo(
            new Answer.Found(
                "7",
                null,
                JsonObject.of("userName", new JsonString("ada")),
                Set.of("userName", "title")));
  }

  @Test
  void a_status_or_the_word_of_the_expression_says_that_it_is_not_there() {
    assertThat(reread(READ)).isEqualTo(new Answer.NotFound());
    says("[]");
    assertThat(reread(READ)).isEqualTo(new Answer.NotFound());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"number":7} | body.no | The answer to the reading does not say the app's id
          {"no":8} | body.no | The app shows another one than it was asked for
          {"no":7} | $uppercase(body.no) | The expression for the answer failed
          """)
  void what_says_neither_means_nothing(String body, String answer, String reason) {
    says(body);

    assertThat(reread(answer))
        .isInstanceOfSatisfying(
            Answer.Failed.class,
            it -> {
              assertThat(it.failure().kind()).isEqualTo(FailureKind.UNUSABLE_ANSWER);
              assertThat(it.failure().text()).startsWith(reason);
            });
  }

  @Test
  void an_app_that_is_listed_is_read_when_it_is_configured() {
    says("{\"people\":[]}");
    try (var target = Opened.of(kind(), entry(READ))) {
      assertThat(target.app().probe().block(Opened.TOTAL))
          .isInstanceOfSatisfying(
              Answer.Failed.class,
              it ->
                  assertThat(it.failure().text())
                      .isEqualTo("What 'items' names in the app's answer is no list"));
      says("[]");
      assertThat(target.app().probe().block(Opened.TOTAL)).isEqualTo(new Answer.Done(null));
    }
  }

  @Test
  void a_search_that_shows_somebody_else_finds_nobody() {
    says("[{\"no\":7,\"login\":\"ceo\"}]");
    assertThat(search())
        .isInstanceOfSatisfying(
            Answer.Failed.class,
            it -> assertThat(it.failure().kind()).isEqualTo(FailureKind.UNUSABLE_ANSWER));

    says("[{\"no\":7,\"login\":\"ADA\"}]");
    assertThat(search()).isInstanceOf(Answer.Found.class);
  }

  @Test
  void who_is_switched_off_goes_the_apps_own_way_also_where_more_changes() {
    response = Response.of(200);
    JsonObject on = Facts.person("ada");
    JsonObject off = on.with("active", JsonBoolean.FALSE);
    try (var target = Opened.of(kind(), entry(READ))) {
      var titled = off.with("title", new JsonString("Dr"));
      assertThat(target.perform(ADA, new Action.Update("7", null, on, titled)))
          .isEqualTo(new Answer.Done(null));
      assertThat(asked()).containsExactly("POST /p/7/off", "PUT /p/7");

      assertThat(target.perform(ADA, new Action.Update("7", null, on, off)))
          .isEqualTo(new Answer.Done(null));
      assertThat(asked()).containsExactly("POST /p/7/off", "PUT /p/7", "POST /p/7/off");

      response = Response.of(500);
      assertThat(target.perform(ADA, new Action.Update("7", null, on, titled)))
          .isInstanceOf(Answer.Failed.class);
      assertThat(asked()).hasSize(4).endsWith("POST /p/7/off");
    }
  }

  private Answer search() {
    try (var target = Opened.of(kind(), entry(READ))) {
      return target.perform(ADA, new Action.Resolve(Facts.person("ada")));
    }
  }

  private List<String> asked() {
    return server.requests().stream().map(it -> it.method() + " " + it.uri()).toList();
  }

  @Test
  void an_app_without_a_list_is_asked_for_nobody_when_it_is_configured() {
    try (var target = Opened.of(kind(), unlisted("GET"))) {
      assertThat(target.probe()).hasValue(new Answer.Done(null));
      assertThat(asked()).containsExactly("GET /f?login=rollcall-test-call");
      response = Response.of(422);
      assertThat(target.probe()).hasValue(new Answer.Done(null));

      response = Response.of(401);
      assertThat(RemoteAppContract.failure(target.probe().orElseThrow()).status()).isEqualTo(401);
      says("<html>");
      assertThat(RemoteAppContract.failure(target.probe().orElseThrow()).kind())
          .isEqualTo(FailureKind.UNUSABLE_ANSWER);
      assertThat(asked()).hasSize(4).allMatch(it -> it.startsWith("GET "));
    }
  }

  @Test
  void an_app_whose_search_might_change_something_is_not_called_when_it_is_configured() {
    try (var target = Opened.of(kind(), unlisted("POST"))) {
      assertThat(target.probe()).isEmpty();
      assertThat(server.requests()).isEmpty();
    }
  }

  private JsonObject unlisted(String search) {
    JsonObject entry =
        JSON.readObject(
            """
            {"operations": {"User": {
              "find": {"method": "%s", "path": "/f?login={userName}", "answer": "/0/no"},
              "create": {"method": "POST", "path": "/p", "answer": "/id"},
              "update": {"method": "PUT", "path": "/p/{remoteId}"},
              "delete": {"method": "DELETE", "path": "/p/{remoteId}"}}}}
            """
                .formatted(search)
                .getBytes(StandardCharsets.UTF_8));
    return entry.toBuilder().put("url", server.url()).put("allowPrivateAddress", true).build();
  }

  @Test
  void what_the_app_does_not_show_is_not_compared() {
    JsonObject shape =
        Facts.person("ada").toBuilder().put("title", "Dr").put("password", "secret").build();
    try (var target = Opened.of(kind(), entry(READ))) {
      var app = (ReadableApp) target.app();

      assertThat(app.asRead("User", shape))
          .isEqualTo(
              JsonObject.of("userName", new JsonString("ada")).with("title", new JsonString("Dr")));
    }
  }

  @Test
  void a_type_without_operations_is_left_out() {
    try (var target = Opened.of(kind(), entry(READ))) {
      ResourceRef team = Facts.group("g");
      JsonObject shape = Facts.team("Team");

      assertThat(target.perform(team, new Action.Create(shape)))
          .isEqualTo(new Answer.Created("-", null));
      assertThat(target.perform(team, new Action.Resolve(shape))).isEqualTo(new Answer.NotFound());
      assertThat(target.perform(team, new Action.Reread("-")))
          .isEqualTo(new Answer.Found("-", null, JsonObject.EMPTY));
      assertThat(server.requests()).isEmpty();
    }
  }

  private Answer reread(String answer) {
    try (var target = Opened.of(kind(), entry(answer))) {
      return target.perform(ADA, new Action.Reread("7"));
    }
  }

  private void says(String body) {
    response = new Response(200, Map.of("Content-Type", "application/json"), body);
  }

  private static RestKind kind() {
    return new RestKind(new JsonataLanguage(MappingLimits.STANDARD));
  }

  private JsonObject entry(String answer) {
    JsonObject entry =
        JSON.readObject(
            """
            {"operations": {"User": {
              "find": {"method": "GET", "path": "/f?login={userName}", "answer": "/0/no"},
              "create": {"method": "POST", "path": "/p", "answer": "/id"},
              "update": {"method": "PUT", "path": "/p/{remoteId}"},
              "delete": {"method": "DELETE", "path": "/p/{remoteId}"},
              "deactivate": {"method": "POST", "path": "/p/{remoteId}/off"},
              "read": {"method": "GET", "path": "/p?no={remoteId}", "answer": "%s",
                "shows": ["userName", "title"]},
              "list": {"method": "GET", "path": "/p"}}}}
            """
                .formatted(answer)
                .getBytes(StandardCharsets.UTF_8));
    return entry.toBuilder()
        .put("url", server.url())
        .put("allowPrivateAddress", JsonBoolean.TRUE)
        .build();
  }
}

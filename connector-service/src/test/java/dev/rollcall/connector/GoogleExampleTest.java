package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.FakeServer.Response;
import dev.rollcall.connector.delivery.core.Action.Create;
import dev.rollcall.connector.delivery.core.Action.Resolve;
import dev.rollcall.connector.delivery.core.Action.Update;
import dev.rollcall.connector.delivery.core.Answer;
import dev.rollcall.connector.mapping.core.MappingLimits;
import dev.rollcall.connector.mapping.jsonata.JsonataLanguage;
import dev.rollcall.connector.target.Opened;
import dev.rollcall.connector.target.rest.RestKind;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The example of Google in docs/connectors.md, against a server: it sends what the Directory API
/// wants of a user.
class GoogleExampleTest {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);
  private static final ResourceRef ADA = Facts.user("00000000-0000-4000-8000-00000000000a");
  private static final String SENT =
      """
      {"primaryEmail":"ada","name":{"givenName":"Ada","familyName":"Kay"},"suspended":false,
       "externalIds":[{"type":"custom","customType":"rollcall",
         "value":"00000000-0000-4000-8000-00000000000a"}]
      """;

  private Response response = Response.of(404);
  private final FakeServer server = new FakeServer(_ -> response);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void who_is_new_is_sent_with_all_that_google_wants_and_a_password_that_nobody_knows()
      throws IOException {
    says(201, "{\"id\":\"107\",\"primaryEmail\":\"ada\"}");
    try (var target = Opened.of(kind(), entry())) {
      Answer created = target.perform(ADA, new Create(target.shape(ADA, ada())));

      assertThat(created).isEqualTo(new Answer.Created("107", null));
      assertThat(server.requests())
          .singleElement()
          .satisfies(it -> {
            assertThat(it.line()).isEqualTo("POST /admin/directory/v1/users");
            assertThat(it.json())
                .isEqualTo(
                    json(
                        SENT
                            + ",\"password\":\"0000000000004000800000000000000a\","
                            + "\"hashFunction\":\"MD5\"}"));
          });
    }
  }

  @Test
  void who_has_changed_is_sent_without_a_password() throws IOException {
    says(200, "{}");
    try (var target = Opened.of(kind(), entry())) {
      JsonObject shape = target.shape(ADA, ada());
      JsonObject off = target.shape(ADA, ada().with("active", JsonBoolean.FALSE));

      assertThat(target.perform(ADA, new Update("107", null, shape, off)))
          .isEqualTo(new Answer.Done(null));

      assertThat(server.requests())
          .singleElement()
          .satisfies(it -> {
            assertThat(it.line()).isEqualTo("PUT /admin/directory/v1/users/107");
            assertThat(it.json())
                .isEqualTo(json(SENT.replace("\"suspended\":false", "\"suspended\":true") + "}"));
          });
    }
  }

  @Test
  void who_is_there_already_is_found_with_our_id_and_who_is_not_is_not() throws IOException {
    try (var target = Opened.of(kind(), entry())) {
      JsonObject shape = target.shape(ADA, ada());
      assertThat(target.perform(ADA, new Resolve(shape))).isEqualTo(new Answer.NotFound());

      says(200, SENT + ",\"id\":\"107\"}");
      assertThat(target.perform(ADA, new Resolve(shape)))
          .isInstanceOfSatisfying(
              Answer.Found.class,
              it -> {
                assertThat(it.remoteId()).isEqualTo("107");
                assertThat(it.remote().text("externalId")).hasValue(ADA.id().value());
              });
      assertThat(server.requests().getLast().line()).isEqualTo("GET /admin/directory/v1/users/ada");
    }
  }

  private static JsonObject ada() {
    return Facts.person("ada").with("name", json("{\"givenName\":\"Ada\",\"familyName\":\"Kay\"}"));
  }

  private void says(int status, String body) {
    response = new Response(status, Map.of("Content-Type", "application/json"), body);
  }

  private static RestKind kind() {
    return new RestKind(new JsonataLanguage(MappingLimits.STANDARD));
  }

  /// The entry of the page, but for where it leads and how it gets its token.
  private JsonObject entry() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "connectors.md"));
    int begin = page.indexOf("{\"id\": \"google\"");
    JsonObject shown = json(page.substring(begin, page.indexOf("```", begin)));
    return JsonObject.builder()
        .put("operations", Objects.requireNonNull(shown.get("operations")))
        .put(
            "url",
            shown.text("url").orElseThrow().replace("https://admin.googleapis.com", server.url()))
        .put("auth", json("{\"type\":\"bearer\"}"))
        .put("token", "t")
        .put("allowPrivateAddress", true)
        .build();
  }

  private static JsonObject json(String text) {
    return JSON.readObject(text.getBytes(StandardCharsets.UTF_8));
  }
}

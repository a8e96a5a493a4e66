package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.FakeServer.Mood;
import dev.rollcall.connector.FakeServer.Request;
import dev.rollcall.connector.FakeServer.Response;
import dev.rollcall.connector.delivery.core.Action;
import dev.rollcall.connector.delivery.core.Answer;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.delivery.core.Profile;
import dev.rollcall.connector.target.Opened;
import dev.rollcall.connector.target.scim.ScimKind;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What the test call of a SCIM server says, and what is read out of a search that it answers in
/// its own way.
class ScimTestCallTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final FakeServer server = new FakeServer(new ScimDirectory());

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void a_server_that_finds_nobody_by_a_404_is_known_by_how_it_describes_itself() {
    server.mood(request ->
        new Mood.Says(
            describes(request) ? Response.json(200, JsonObject.EMPTY) : Response.of(404)));

    assertThat(probed("ServiceProviderConfigs")).isEqualTo(new Answer.Done(null));
    assertThat(server.requests().getLast().path()).isEqualTo("/ServiceProviderConfigs");
  }

  @Test
  void an_address_with_nothing_behind_it_is_said_to_be_no_scim_base_url() {
    server.mood(_ -> new Mood.Says(Response.of(404)));

    var failed = (Answer.Failed) probed("ServiceProviderConfig");

    assertThat(failed.failure().kind()).isEqualTo(FailureKind.UNUSABLE_ANSWER);
    assertThat(failed.failure().text())
        .isEqualTo(
            "It answers 404 to a search and to /ServiceProviderConfig: the address seems not to be"
                + " a SCIM base URL");
  }

  @Test
  void a_server_that_answers_a_search_is_not_asked_to_describe_itself() {
    assertThat(probed("ServiceProviderConfig")).isEqualTo(new Answer.Done(null));
    assertThat(server.requests()).hasSize(1);
  }

  /// As Google's API writes it.
  @Test
  void who_is_found_under_resources_in_small_letters_is_found() {
    JsonObject found =
        JsonObject.builder().put("id", "remote-1").put("userName", "ada@example.com").build();
    server.mood(_ ->
        new Mood.Says(
            Response.json(200, JsonObject.of("resources", new JsonArray(List.<Json>of(found))))));

    try (var opened = Opened.of(new ScimKind(), entry())) {
      assertThat(
              opened.perform(Facts.user("u1"), new Action.Resolve(Facts.person("ada@example.com"))))
          .isEqualTo(new Answer.Found("remote-1", null, found));
    }
  }

  private static boolean describes(Request request) {
    return request.path().startsWith("/ServiceProviderConfig");
  }

  private Answer probed(String configPath) {
    Profile usual = Profile.STANDARD;
    var listing =
        new Profile.Listing(
            usual.listing().pageSize(), usual.listing().paging(), configPath, true, true);
    var profile =
        new Profile(
            usual.name(),
            usual.messages(),
            usual.accounts(),
            usual.finding(),
            listing,
            usual.rates());
    try (var opened = Opened.of(new ScimKind(), entry(), profile)) {
      return Objects.requireNonNull(opened.app().probe().block(PATIENCE));
    }
  }

  private JsonObject entry() {
    return JsonObject.builder()
        .put("url", server.url())
        .put("token", "t")
        .put("allowPrivateAddress", true)
        .build();
  }
}

package dev.rollcall.bench.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.bench.delivery.TargetApp.Call;
import dev.rollcall.bench.delivery.TargetApp.Reply;
import java.net.URI;
import org.junit.jupiter.api.Test;

final class PeopleAppTest {
  private static final String ADA =
      "{\"userName\":\"ada\",\"externalId\":\"u1\",\"title\":\"Countess\","
          + "\"name\":{\"givenName\":\"Ada\",\"familyName\":\"King\"}}";

  private final PeopleApp app = new PeopleApp();

  @Test
  void whoever_was_created_is_found_and_shown() {
    assertThat(search("u1").body()).contains("\"totalResults\":0");
    assertThat(send("POST", "", ADA).status()).isEqualTo(201);
    assertThat(search("u1").body()).contains("\"totalResults\":1", "\"id\":\"t1\"", "Countess");
    assertThat(send("GET", "/t1", "").body()).contains("\"userName\":\"ada\"");
    assertThat(send("GET", "/t2", "").status()).isEqualTo(404);
    assertThat(send("TRACE", "/t1", "").status()).isEqualTo(405);
    assertThat(send("DELETE", "/t1", "").status()).isEqualTo(204);
    assertThat(search("u1").body()).contains("\"totalResults\":0");
  }

  @Test
  void a_second_creation_of_a_person_is_noticed() {
    send("POST", "", ADA);
    assertThat(app.createdTwice()).isZero();
    send("POST", "", ADA);
    assertThat(app.people()).isEqualTo(1);
    assertThat(app.createdTwice()).isEqualTo(1);
  }

  @Test
  void an_account_that_has_drifted_is_mended_by_its_title_and_by_nothing_else() {
    send("POST", "", ADA);
    app.drift();
    assertThat(send("GET", "/t1", "").body()).contains("Drifted").doesNotContain("Countess");
    patch("name.familyName", "Byron");
    assertThat(app.watch().mended()).isZero();
    patch("title", "Countess");
    patch("title", "Countess");
    assertThat(app.watch().mended()).isEqualTo(1);
    assertThat(send("GET", "/t1", "").body())
        .contains("Countess", "\"familyName\":\"Byron\"", "\"givenName\":\"Ada\"");
  }

  @Test
  void an_older_change_behind_a_newer_one_is_noticed() {
    send("POST", "", ADA);
    patch("name.familyName", Account.changed(2));
    patch("name.familyName", Account.changed(7));
    assertThat(app.watch().disorders()).isZero();
    assertThat(app.lastChange("u1")).isEqualTo(7);
    patch("name.familyName", Account.changed(2));
    assertThat(app.watch().disorders()).isEqualTo(1);
    assertThat(app.lastChange("u2")).isZero();
  }

  @Test
  void two_writes_of_one_person_at_the_same_time_are_noticed() {
    var watch = new Watch();
    try (var _ = watch.write("u1");
        var _ = watch.write("u2")) {
      assertThat(watch.disorders()).isZero();
      watch.write("u1").close();
      assertThat(watch.disorders()).isEqualTo(1);
    }
    watch.write("u1").close();
    assertThat(watch.disorders()).isEqualTo(1);
  }

  private void patch(String path, String value) {
    String body =
        "{\"Operations\":[{\"op\":\"replace\",\"path\":\""
            + path
            + "\",\"value\":\""
            + value
            + "\"}]}";
    assertThat(send("PATCH", "/t1", body).status()).isEqualTo(204);
  }

  private Reply search(String externalId) {
    return send("GET", "?filter=externalId+eq+%22" + externalId + "%22", "");
  }

  private Reply send(String method, String rest, String body) {
    return app.reply(new Call(method, URI.create("http://127.0.0.1/scim/v2/Users" + rest), body));
  }
}

package dev.rollcall.connector.target.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.outbound.HttpCall;
import dev.rollcall.connector.target.oauth.Client.OfSecret.Place;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;

class ClientCredentialsTest {
  private static final URI ENDPOINT = URI.create("https://login.example/token?tenant=7");
  private static final String SECRET = "p:ä +%&=~";

  @Test
  void the_id_and_the_secret_are_form_encoded_before_they_are_joined() {
    HttpCall call = credentials(Place.CLIENT_SECRET_BASIC).request(Instant.EPOCH);

    assertThat(call.method()).isEqualTo("POST");
    assertThat(call.uri()).isEqualTo(ENDPOINT);
    assertThat(call.headers())
        .containsEntry("content-type", "application/x-www-form-urlencoded")
        .containsEntry("accept", "application/json")
        .containsEntry(
            "authorization",
            "Basic "
                + Base64.getEncoder()
                    .encodeToString(
                        "roll+call:p%3A%C3%A4+%2B%25%26%3D%7E"
                            .getBytes(StandardCharsets.US_ASCII)));
    assertThat(body(call))
        .isEqualTo("grant_type=client_credentials&scope=users+groups&resource=urn%3Aapp%261");
  }

  @Test
  void in_the_form_they_stand_behind_everything_else() {
    HttpCall call = credentials(Place.CLIENT_SECRET_POST).request(Instant.EPOCH);

    assertThat(call.headers()).doesNotContainKey("authorization");
    assertThat(body(call))
        .isEqualTo(
            "grant_type=client_credentials&scope=users+groups&resource=urn%3Aapp%261"
                + "&client_id=roll+call&client_secret=p%3A%C3%A4+%2B%25%26%3D%7E");
  }

  @Test
  void no_text_form_shows_the_secret_and_no_word_of_an_endpoint_repeats_it() {
    ClientCredentials credentials = credentials(Place.CLIENT_SECRET_BASIC);
    String header = credentials.request(Instant.EPOCH).headers().getOrDefault("authorization", "");

    assertThat(credentials.toString() + credentials.client() + credentials.request(Instant.EPOCH))
        .doesNotContain(SECRET);
    assertThat(
            credentials
                .client()
                .withoutSecret("got " + SECRET + " or p%3A%C3%A4+%2B%25%26%3D%7E in " + header))
        .isEqualTo("got […] or […] in Basic […]");
  }

  @Test
  void everything_tells_them_from_others() {
    assertThat(credentials(Place.CLIENT_SECRET_BASIC).parts())
        .isNotEqualTo(credentials(Place.CLIENT_SECRET_POST).parts())
        .contains(SECRET, "scope=users+groups&resource=urn%3Aapp%261");
  }

  private static ClientCredentials credentials(Place place) {
    var parameters = new LinkedHashMap<String, String>();
    parameters.put("scope", "users groups");
    parameters.put("resource", "urn:app&1");
    return new ClientCredentials(
        ENDPOINT, new Client.OfSecret("roll call", SECRET, place), parameters);
  }

  private static String body(HttpCall call) {
    return new String(call.body().bytes(), StandardCharsets.US_ASCII);
  }
}

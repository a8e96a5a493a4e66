package dev.rollcall.connector.target.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.connector.Keys;
import dev.rollcall.connector.outbound.HttpCall;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What is signed, read again by what the JDK has for it.
class AssertionTest {
  private static final URI ENDPOINT = URI.create("https://login.example/token");
  private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");
  private static final KeyPair RSA = Keys.pair("RSA", 2048);

  @Test
  void a_client_shows_who_it_is_by_its_key() throws GeneralSecurityException {
    Map<String, String> form =
        form(client(RSA, "k1", new Assertion(new Assertion.Use.Authentication(), "")));

    assertThat(form)
        .containsEntry("grant_type", "client_credentials")
        .containsEntry("scope", "users groups")
        .containsEntry("client_id", "c1")
        .containsEntry(
            "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    String token = form.getOrDefault("client_assertion", "");
    assertThat(isSigned(token, RSA.getPublic(), "SHA256withRSA")).isTrue();
    assertThat(part(token, 0).text("alg")).contains("RS256");
    assertThat(part(token, 0).text("kid")).contains("k1");
    JsonObject claims = part(token, 1);
    assertThat(claims.text("iss")).contains("c1");
    assertThat(claims.text("sub")).contains("c1");
    assertThat(claims.text("aud")).contains(ENDPOINT.toString());
    assertThat(seconds(claims, "iat")).isEqualTo(NOW.getEpochSecond());
    assertThat(seconds(claims, "exp")).isEqualTo(NOW.getEpochSecond() + 180);
    assertThat(claims.text("scope")).isEmpty();
  }

  @Test
  void an_assertion_that_is_the_grant_says_in_whose_name_and_what_for()
      throws GeneralSecurityException {
    Map<String, String> form =
        form(
            client(
                RSA,
                "",
                new Assertion(
                    new Assertion.Use.Grant("admin@example.com"), "https://login.example")));

    assertThat(form)
        .containsOnlyKeys("grant_type", "scope", "assertion")
        .containsEntry("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
    String token = form.getOrDefault("assertion", "");
    assertThat(isSigned(token, RSA.getPublic(), "SHA256withRSA")).isTrue();
    assertThat(part(token, 0).text("kid")).isEmpty();
    JsonObject claims = part(token, 1);
    assertThat(claims.text("iss")).contains("c1");
    assertThat(claims.text("sub")).contains("admin@example.com");
    assertThat(claims.text("aud")).contains("https://login.example");
    assertThat(claims.text("scope")).contains("users groups");
  }

  @Test
  void no_two_assertions_are_one() throws GeneralSecurityException {
    Client client = client(RSA, "", new Assertion(new Assertion.Use.Authentication(), ""));

    assertThat(part(form(client).getOrDefault("client_assertion", ""), 1).text("jti"))
        .isPresent()
        .isNotEqualTo(part(form(client).getOrDefault("client_assertion", ""), 1).text("jti"));
  }

  @Test
  void a_key_on_a_curve_signs_too() throws GeneralSecurityException {
    KeyPair curve = Keys.pair("EC", 256);
    Map<String, String> form =
        form(client(curve, "", new Assertion(new Assertion.Use.Authentication(), "")));
    String token = form.getOrDefault("client_assertion", "");

    assertThat(part(token, 0).text("alg")).contains("ES256");
    assertThat(isSigned(token, curve.getPublic(), "SHA256withECDSAinP1363Format")).isTrue();
  }

  @Test
  void a_weak_or_another_key_is_none() {
    String weak = Keys.pem(Keys.pair("RSA", 1024).getPrivate());
    String other = Keys.pem(Keys.pair("Ed25519", 255).getPrivate());
    String old = Keys.pem(RSA.getPrivate()).replace("PRIVATE KEY", "RSA PRIVATE KEY");

    String good = Keys.pem(RSA.getPrivate());
    String cut = good.replaceFirst("[A-Za-z0-9+/](=*\\n-----END)", "$1");
    String misplaced = good.replaceFirst("\\n(.{20})", "\n$1=");

    for (String each : new String[] {weak, other, old, cut, misplaced, "", "{}"}) {
      assertThatThrownBy(() -> SigningKey.read(each, ""))
          .isInstanceOf(GeneralSecurityException.class);
    }
  }

  @Test
  void a_damaged_key_is_none() {
    byte[] encoded = RSA.getPrivate().getEncoded();
    encoded[encoded.length / 2] ^= 1;
    String damaged =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getEncoder().encodeToString(encoded)
            + "\n-----END PRIVATE KEY-----";

    assertThatThrownBy(() -> SigningKey.read(damaged, ""))
        .isInstanceOf(GeneralSecurityException.class);
  }

  /// An endpoint may say what it likes.
  @Test
  void to_look_for_what_was_signed_takes_no_longer_than_the_text_is_long()
      throws GeneralSecurityException {
    Client client = client(RSA, "", new Assertion(new Assertion.Use.Authentication(), ""));
    String words = "eyJ".repeat(1_000_000);

    assertThat(client.withoutSecret(words)).isEqualTo(words);
  }

  @Test
  void no_text_form_shows_the_key_and_no_word_of_an_endpoint_repeats_what_was_signed()
      throws GeneralSecurityException {
    Client client = client(RSA, "k1", new Assertion(new Assertion.Use.Grant(""), ""));
    String token = form(client).getOrDefault("assertion", "");
    String pem = Keys.pem(RSA.getPrivate());

    assertThat(client.toString() + new ClientCredentials(ENDPOINT, client, new LinkedHashMap<>()))
        .doesNotContain(pem.substring(40, 80));
    assertThat(client.withoutSecret("not good: " + token + "!")).isEqualTo("not good: […]!");
    assertThat(client.parts()).contains("c1", "k1", pem, "JWT_BEARER");
  }

  private static Client client(KeyPair pair, String keyId, Assertion assertion)
      throws GeneralSecurityException {
    return new Client.OfKey("c1", SigningKey.read(Keys.pem(pair.getPrivate()), keyId), assertion);
  }

  private static Map<String, String> form(Client client) {
    var parameters = new LinkedHashMap<String, String>();
    parameters.put("scope", "users groups");
    HttpCall call = new ClientCredentials(ENDPOINT, client, parameters).request(NOW);
    assertThat(call.headers()).doesNotContainKey("authorization");
    var form = new HashMap<String, String>();
    for (String pair : new String(call.body().bytes(), StandardCharsets.US_ASCII).split("&", -1)) {
      String[] sides = pair.split("=", 2);
      form.put(sides[0], URLDecoder.decode(sides[1], StandardCharsets.UTF_8));
    }
    return form;
  }

  private static boolean isSigned(String token, PublicKey key, String algorithm)
      throws GeneralSecurityException {
    int last = token.lastIndexOf('.');
    Signature signature = Signature.getInstance(algorithm);
    signature.initVerify(key);
    signature.update(token.substring(0, last).getBytes(StandardCharsets.US_ASCII));
    return signature.verify(Base64.getUrlDecoder().decode(token.substring(last + 1)));
  }

  private static JsonObject part(String token, int index) {
    return new JsonCodec(JsonLimits.CLIENT)
        .readObject(Base64.getUrlDecoder().decode(token.split("\\.", -1)[index]));
  }

  private static long seconds(JsonObject claims, String name) {
    return claims.get(name) instanceof JsonNumber(var number) ? number.longValueExact() : 0;
  }
}

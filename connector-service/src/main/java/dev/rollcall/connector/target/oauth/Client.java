package dev.rollcall.connector.target.oauth;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Who asks for a token, and how it shows that it is so. No text form shows a secret.
public sealed interface Client {

  /// The name by which the endpoint knows it.
  String id();

  /// The grant that it asks by.
  String grantType();

  /// Writes into a request who it comes from.
  void sign(Draft draft);

  /// Returns words of an endpoint without the secret, in whatever form it was sent.
  String withoutSecret(String words);

  /// Everything that tells it from others, the secret included, in a fixed order.
  List<String> parts();

  /// A request that is being written.
  ///
  /// @param headers what may be added to
  /// @param form what may be added to, in the order in which it is sent
  record Draft(URI endpoint, Instant now, Map<String, String> headers, Map<String, String> form) {
    @Override
    public String toString() {
      return "Draft for " + endpoint.getHost();
    }
  }

  /// One with a secret.
  record OfSecret(String id, String secret, Place place) implements Client {

    /// Where the secret stands (the names are those of OpenID Connect Core section 9).
    public enum Place {
      /// In `Authorization`.
      CLIENT_SECRET_BASIC,
      /// In the form.
      CLIENT_SECRET_POST
    }

    @Override
    public String grantType() {
      return "client_credentials";
    }

    @Override
    public void sign(Draft draft) {
      switch (place) {
        case CLIENT_SECRET_BASIC -> draft.headers().put("authorization", basic());
        case CLIENT_SECRET_POST -> {
          draft.form().put("client_id", id);
          draft.form().put("client_secret", secret);
        }
      }
    }

    @Override
    public String withoutSecret(String words) {
      return words
          .replace(secret, HIDDEN)
          .replace(encoded(secret), HIDDEN)
          .replace(basic().substring("Basic ".length()), HIDDEN);
    }

    @Override
    public List<String> parts() {
      return List.of(id, secret, place.name());
    }

    /// Both are form-encoded before they are joined (RFC 6749 section 2.3.1).
    private String basic() {
      String both = encoded(id) + ":" + encoded(secret);
      return "Basic "
          + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public String toString() {
      return "Client by " + place;
    }
  }

  /// One with a private key, of which the endpoint has the public one.
  record OfKey(String id, SigningKey key, Assertion assertion) implements Client {
    private static final Pattern SIGNED =
        Pattern.compile("(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]*+\\.[A-Za-z0-9_-]++\\.[A-Za-z0-9_-]*+");

    @Override
    public String grantType() {
      return assertion.grantType();
    }

    @Override
    public void sign(Draft draft) {
      assertion.write(this, draft);
    }

    @Override
    public String withoutSecret(String words) {
      return SIGNED.matcher(words).replaceAll(HIDDEN);
    }

    @Override
    public List<String> parts() {
      return Stream.of(List.of(id), key.parts(), assertion.parts()).flatMap(List::stream).toList();
    }

    @Override
    public String toString() {
      return "Client by " + key;
    }
  }

  /// What stands in the place of a secret.
  String HIDDEN = "[…]";

  /// Encodes a text for a form.
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

package dev.rollcall.connector.target.oauth;

import dev.rollcall.connector.outbound.Body;
import dev.rollcall.connector.outbound.HttpCall;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// What a token is asked for with: the client credentials grant (RFC 6749 section 4.4). Its text
/// form shows no secret.
///
/// @param endpoint the token endpoint
/// @param parameters what the request says besides, such as `scope`, in the order of the form
public record ClientCredentials(
    URI endpoint, Client client, SequencedMap<String, String> parameters) {

  public ClientCredentials {
    parameters = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(parameters));
  }

  /// How a client shows who it is (the names are those of OpenID Connect Core section 9).
  public enum Authentication {
    /// In `Authorization`.
    CLIENT_SECRET_BASIC,
    /// In the form.
    CLIENT_SECRET_POST
  }

  /// Who asks.
  public record Client(String id, String secret, Authentication authentication) {
    @Override
    public String toString() {
      return "Client by " + authentication;
    }
  }

  /// Everything that tells them from others, the secret included, in a fixed order.
  public List<String> parts() {
    var parts =
        new ArrayList<>(
            List.of(
                endpoint.toString(), client.id(), client.secret(), client.authentication().name()));
    parts.add(form(parameters));
    return parts;
  }

  /// The request for a token.
  HttpCall request() {
    var form = new LinkedHashMap<String, String>();
    form.put("grant_type", "client_credentials");
    form.putAll(parameters);
    Map<String, String> headers = new HashMap<>();
    headers.put("accept", "application/json");
    headers.put("content-type", "application/x-www-form-urlencoded");
    headers.put("user-agent", "Rollcall");
    switch (client.authentication()) {
      case CLIENT_SECRET_BASIC -> headers.put("authorization", basic());
      case CLIENT_SECRET_POST -> {
        form.put("client_id", client.id());
        form.put("client_secret", client.secret());
      }
    }
    byte[] body = form(form).getBytes(StandardCharsets.US_ASCII);
    return new HttpCall("POST", endpoint, headers, Body.of(body));
  }

  /// Returns words of an endpoint without the secret, in whatever form it was sent.
  String withoutSecret(String words) {
    String basic = basic().substring("Basic ".length());
    return words
        .replace(client.secret(), "[…]")
        .replace(encoded(client.secret()), "[…]")
        .replace(basic, "[…]");
  }

  /// Both are form-encoded before they are joined (RFC 6749 section 2.3.1).
  private String basic() {
    String both = encoded(client.id()) + ":" + encoded(client.secret());
    return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.US_ASCII));
  }

  private static String form(Map<String, String> parameters) {
    var pairs = new ArrayList<String>();
    parameters.forEach((name, value) -> pairs.add(encoded(name) + "=" + encoded(value)));
    return String.join("&", pairs);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "Client credentials for " + endpoint.getHost();
  }
}

package dev.rollcall.connector.target.oauth;

import dev.rollcall.connector.outbound.Body;
import dev.rollcall.connector.outbound.HttpCall;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// What a token is asked for with: the client credentials grant (RFC 6749 section 4.4) or a signed
/// assertion (RFC 7523). Its text form shows no secret.
///
/// @param endpoint the token endpoint
/// @param parameters what the request says besides, such as `scope`, in the order of the form
public record ClientCredentials(
    URI endpoint, Client client, SequencedMap<String, String> parameters) {

  public ClientCredentials {
    parameters = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(parameters));
  }

  /// Everything that tells them from others, the secret included, in a fixed order.
  public List<String> parts() {
    var parts = new ArrayList<>(List.of(endpoint.toString()));
    parts.addAll(client.parts());
    parts.add(form(parameters));
    return parts;
  }

  /// The request for a token.
  ///
  /// @param now what is signed for it holds from then on
  HttpCall request(Instant now) {
    var form = new LinkedHashMap<String, String>();
    form.put("grant_type", client.grantType());
    form.putAll(parameters);
    Map<String, String> headers = new HashMap<>();
    headers.put("accept", "application/json");
    headers.put("content-type", "application/x-www-form-urlencoded");
    headers.put("user-agent", "Rollcall");
    client.sign(new Client.Draft(endpoint, now, headers, form));
    byte[] body = form(form).getBytes(StandardCharsets.US_ASCII);
    return new HttpCall("POST", endpoint, headers, Body.of(body));
  }

  private static String form(Map<String, String> parameters) {
    var pairs = new ArrayList<String>();
    parameters.forEach(
        (name, value) -> pairs.add(Client.encoded(name) + "=" + Client.encoded(value)));
    return String.join("&", pairs);
  }

  @Override
  public String toString() {
    return "Client credentials for " + endpoint.getHost();
  }
}

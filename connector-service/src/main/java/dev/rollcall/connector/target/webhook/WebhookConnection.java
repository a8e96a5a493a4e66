package dev.rollcall.connector.target.webhook;

import dev.rollcall.connector.target.Connection;
import java.net.URI;
import java.util.List;

/// Where a receiver of webhooks is, and what its events are signed with.
///
/// @param secret `whsec_` and the base64 of the key
record WebhookConnection(URI url, String secret) implements Connection {
  @Override
  public List<String> parts() {
    return List.of(url.toString(), secret);
  }

  @Override
  public String toString() {
    return "Webhook at " + url.getHost();
  }
}

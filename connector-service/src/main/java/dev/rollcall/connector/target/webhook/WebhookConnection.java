package dev.rollcall.connector.target.webhook;

import dev.rollcall.connector.target.Connection;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a receiver of webhooks is, and what its events are signed with.
///
/// @param secret `whsec_` and the base64 of the key
/// @param previous what is signed with besides, or null
/// @param ping whether a test call sends a signed event
record WebhookConnection(URI url, String secret, @Nullable Previous previous, boolean ping)
    implements Connection {

  /// The secret of before, which receivers may still verify by.
  ///
  /// @param until when nothing is signed with it any more
  record Previous(String secret, Instant until) {
    @Override
    public String toString() {
      return "A secret until " + until;
    }
  }

  @Override
  public List<String> parts() {
    var parts = new ArrayList<String>(List.of(url.toString(), secret));
    if (previous != null) {
      parts.add(previous.secret());
      parts.add(previous.until().toString());
    }
    return parts;
  }

  @Override
  public String toString() {
    return "Webhook at " + url.getHost();
  }
}

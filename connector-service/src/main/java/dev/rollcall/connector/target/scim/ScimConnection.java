package dev.rollcall.connector.target.scim;

import dev.rollcall.connector.target.Connection;
import java.net.URI;
import java.util.List;

/// Where a SCIM server is, and the bearer token for it.
///
/// @param url the SCIM base URL
record ScimConnection(URI url, String token) implements Connection {
  @Override
  public List<String> parts() {
    return List.of(url.toString(), token);
  }

  @Override
  public String toString() {
    return "SCIM at " + url.getHost();
  }
}

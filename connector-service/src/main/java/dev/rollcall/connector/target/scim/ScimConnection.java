package dev.rollcall.connector.target.scim;

import dev.rollcall.connector.target.Connection;
import dev.rollcall.connector.target.oauth.ClientCredentials;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Where a SCIM server is, and how to come in.
///
/// @param url the SCIM base URL
record ScimConnection(URI url, Access access) implements Connection {

  /// The bearer token that requests carry.
  sealed interface Access {
    /// It is always the same. Its text form does not show it.
    record Fixed(String token) implements Access {
      @Override
      public String toString() {
        return "Fixed";
      }
    }

    /// It is asked for.
    record Granted(ClientCredentials credentials) implements Access {}
  }

  /// What every request carries besides.
  Map<String, String> headers() {
    return switch (access) {
      case Access.Fixed(var token) -> Map.of("authorization", "Bearer " + token);
      case Access.Granted _ -> Map.of();
    };
  }

  @Override
  public List<String> parts() {
    var parts = new ArrayList<>(List.of(url.toString()));
    switch (access) {
      case Access.Fixed(var token) -> parts.add(token);
      case Access.Granted(var credentials) -> parts.addAll(credentials.parts());
    }
    return parts;
  }

  @Override
  public String toString() {
    return "SCIM at " + url.getHost();
  }
}

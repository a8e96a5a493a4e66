package dev.rollcall.connector.outbound;

import java.net.URI;
import java.util.Map;

/// One HTTP request to a target.
///
/// @param body empty where there is none
public record HttpCall(String method, URI uri, Map<String, String> headers, byte[] body) {
  public HttpCall {
    headers = Map.copyOf(headers);
  }

  @Override
  public String toString() {
    return method + " to " + uri.getHost();
  }
}

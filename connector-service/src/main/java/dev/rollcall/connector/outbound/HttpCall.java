package dev.rollcall.connector.outbound;

import java.net.URI;
import java.util.Map;

/// One HTTP request to a target.
public record HttpCall(String method, URI uri, Map<String, String> headers, Body body) {
  public HttpCall {
    headers = Map.copyOf(headers);
  }

  @Override
  public String toString() {
    return method + " to " + uri.getHost();
  }
}

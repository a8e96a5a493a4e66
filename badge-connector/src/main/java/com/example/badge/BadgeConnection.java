package com.example.badge;

import dev.rollcall.connector.target.Connection;
import java.net.URI;
import java.util.List;

/// Where a badge system is, and the key for it.
record BadgeConnection(URI url, String apiKey) implements Connection {
  @Override
  public List<String> parts() {
    return List.of(url.toString(), apiKey);
  }

  @Override
  public String toString() {
    return "Badges at " + url.getHost();
  }
}

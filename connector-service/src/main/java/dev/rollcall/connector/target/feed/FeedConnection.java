package dev.rollcall.connector.target.feed;

import dev.rollcall.connector.feed.Terms;
import dev.rollcall.connector.target.Connection;
import java.util.List;

/// What an entry says of its feed. There is nothing to dial.
record FeedConnection(Terms terms) implements Connection {
  @Override
  public List<String> parts() {
    return List.of(terms.toString());
  }

  @Override
  public String toString() {
    return "Feed";
  }
}

package dev.rollcall.connector.target;

import java.util.List;

/// How to reach one app: what a kind has read of an entry, secrets included. Its text form never
/// shows a secret.
public interface Connection {

  /// Everything that tells this connection from another one of its kind, secrets included, in a
  /// fixed order. It is only ever hashed.
  List<String> parts();
}

package dev.rollcall.connector.operations.http;

import org.springframework.web.reactive.function.server.RouterFunctions;

/// Routes of one feature below `/internal/v1/{tenant}`. Whoever calls them has shown the token.
interface InternalPart {

  /// Adds the routes.
  void routes(RouterFunctions.Builder inside);
}

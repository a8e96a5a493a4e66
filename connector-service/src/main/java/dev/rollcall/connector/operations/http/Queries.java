package dev.rollcall.connector.operations.http;

import java.util.Optional;
import org.springframework.web.reactive.function.server.ServerRequest;

/// What questions of operators have in common.
final class Queries {
  private static final int USUAL = 100;
  private static final int MAX = 1000;
  private static final String BASE = "X-Base-Url";

  private Queries() {}

  /// How many rows are wanted; empty where that cannot be read.
  static Optional<Integer> limit(ServerRequest request) {
    try {
      int limit = request.queryParam("limit").map(Integer::parseInt).orElse(USUAL);
      return limit >= 1 && limit <= MAX ? Optional.of(limit) : Optional.empty();
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  /// Where the administration interface is for whoever asks.
  static String base(ServerRequest request) {
    String base = request.headers().firstHeader(BASE);
    return base == null ? "/admin" : base;
  }
}

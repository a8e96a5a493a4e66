package dev.rollcall.ingress.scimweb;

import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.server.ServerRequest;

/// `If-Match` and `If-None-Match` as they came: what is no entity tag matches nothing, and is no
/// reason to refuse a request.
final class EntityTagHeaders {
  private EntityTagHeaders() {}

  static List<String> ifMatch(ServerRequest request) {
    return values(request, HttpHeaders.IF_MATCH);
  }

  static List<String> ifNoneMatch(ServerRequest request) {
    return values(request, HttpHeaders.IF_NONE_MATCH);
  }

  /// A header without a value is none.
  private static List<String> values(ServerRequest request, String name) {
    return request.headers().header(name).stream()
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .toList();
  }
}

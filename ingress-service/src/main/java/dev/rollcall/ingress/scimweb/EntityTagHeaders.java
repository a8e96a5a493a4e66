package dev.rollcall.ingress.scimweb;

import java.util.Arrays;
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

  /// Says whether the client has what a tag stands for; weak tags are compared by their opaque text
  /// (RFC 9110 section 13.1.2).
  static boolean hasAlready(ServerRequest request, String tag) {
    return ifNoneMatch(request).stream()
        .flatMap(list -> Arrays.stream(list.split(",", -1)))
        .map(String::strip)
        .anyMatch(it -> it.equals("*") || opaque(it).equals(opaque(tag)));
  }

  private static String opaque(String tag) {
    return tag.startsWith("W/") || tag.startsWith("w/") ? tag.substring(2) : tag;
  }

  /// A header without a value is none.
  private static List<String> values(ServerRequest request, String name) {
    return request.headers().header(name).stream()
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .toList();
  }
}

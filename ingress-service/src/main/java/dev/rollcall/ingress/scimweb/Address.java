package dev.rollcall.ingress.scimweb;

import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/// An address outside the SCIM base, with all the methods that it knows: HEAD is GET without the
/// body, and any other method is answered with 405 and the ones that there are.
public final class Address {
  private Address() {}

  /// Routes an address that can only be read.
  public static RouterFunction<ServerResponse> read(
      String pattern, ErrorAnswers errors, HandlerFunction<ServerResponse> get) {
    return of(pattern, errors, Map.of("GET", get));
  }

  /// Routes an address.
  ///
  /// @param handlers by the method's name
  public static RouterFunction<ServerResponse> of(
      String pattern, ErrorAnswers errors, Map<String, HandlerFunction<ServerResponse>> handlers) {
    var byMethod = new TreeMap<>(handlers);
    return RouterFunctions.route(
        RequestPredicates.path(pattern),
        request -> {
          HttpMethod method =
              request.method().equals(HttpMethod.HEAD) ? HttpMethod.GET : request.method();
          HandlerFunction<ServerResponse> handler = byMethod.get(method.name());
          return handler == null
              ? errors.wrongMethod(String.join(", ", byMethod.keySet()))
              : handler.handle(request);
        });
  }
}

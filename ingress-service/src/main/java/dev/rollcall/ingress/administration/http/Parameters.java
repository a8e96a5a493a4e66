package dev.rollcall.ingress.administration.http;

import dev.rollcall.ingress.scimweb.ErrorAnswers;
import dev.rollcall.scim.ScimError;
import java.util.Set;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/// Refuses parameters that an address of our own does not take, as the services do that the rest is
/// asked of: one that is passed over, such as a misspelt `check`, does what nobody asked for.
final class Parameters {
  private final ErrorAnswers errors;

  Parameters(ErrorAnswers errors) {
    this.errors = errors;
  }

  /// Answers 400 to every other parameter, and hands on the rest.
  HandlerFunction<ServerResponse> only(Set<String> names, HandlerFunction<ServerResponse> handler) {
    return request ->
        request.queryParams().keySet().stream()
            .filter(name -> !names.contains(name))
            .findFirst()
            .map(name -> errors.answer(new ScimError(400, null, notTaken(name, names))))
            .orElseGet(() -> handler.handle(request));
  }

  private static String notTaken(String name, Set<String> names) {
    return "The parameter '"
        + name
        + "' is not known here. "
        + (names.isEmpty()
            ? "This address takes none."
            : "Known are: " + String.join(", ", names) + ".");
  }
}

package dev.rollcall.connector.operations.http;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.util.pattern.PathPattern;

/// The parameters that each address takes; one that is not named here takes none. A name that is
/// passed over would be answered with everything, as if all of it had been asked for.
final class Parameters {
  private static final String TARGET = InternalRoutes.BASE + "/targets/{id}";
  private static final String LIMIT = "limit";

  private static final Map<String, Set<String>> TAKEN =
      Map.ofEntries(
          Map.entry(
              InternalRoutes.BASE + "/leavers", Set.of("target", "overdue", "stillIn", LIMIT)),
          Map.entry(InternalRoutes.BASE + "/leavers/times", Set.of("window")),
          Map.entry(InternalRoutes.BASE + "/people/{resource}", Set.of("target")),
          Map.entry(InternalRoutes.BASE + "/progress", Set.of("partition")),
          Map.entry(TARGET + "/acts", Set.of(LIMIT)),
          Map.entry(TARGET + "/check", Set.of("call")),
          Map.entry(TARGET + "/deadletters", DeadLetterHandler.PARAMETERS),
          Map.entry(TARGET + "/feed", FeedHandler.PARAMETERS),
          Map.entry(TARGET + "/holds", Set.of("state")),
          Map.entry(TARGET + "/keys", Set.of("state", LIMIT)),
          Map.entry(TARGET + "/reconciliations", Set.of(LIMIT)),
          Map.entry(
              TARGET + "/reconciliations/{run}/findings",
              Set.of("kind", "resourceType", "ours", LIMIT, "cursor")));

  private Parameters() {}

  /// Says what is wrong with the parameters of a request whose route was found.
  static Optional<String> problem(ServerRequest request) {
    Set<String> taken = TAKEN.getOrDefault(pattern(request), Set.of());
    return request.queryParams().keySet().stream()
        .filter(name -> !taken.contains(name))
        .findFirst()
        .map(name -> "The parameter '" + name + "' is not known here. " + known(taken));
  }

  private static String known(Set<String> taken) {
    return taken.isEmpty()
        ? "This address takes none."
        : "Known are: " + String.join(", ", new TreeSet<>(taken)) + ".";
  }

  private static String pattern(ServerRequest request) {
    return request
        .attribute(RouterFunctions.MATCHING_PATTERN_ATTRIBUTE)
        .filter(PathPattern.class::isInstance)
        .map(it -> ((PathPattern) it).getPatternString())
        .orElse("");
  }
}

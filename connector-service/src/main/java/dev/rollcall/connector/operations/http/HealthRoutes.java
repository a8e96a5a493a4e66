package dev.rollcall.connector.operations.http;

import dev.rollcall.connector.operations.HealthPart;
import dev.rollcall.connector.operations.LaneReport;
import dev.rollcall.schemas.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/// Health (docs/contracts.md section 2): live while the process runs, ready while every part is up.
public final class HealthRoutes {
  private static final String POSTGRESQL = "postgresql";

  private final List<HealthPart> parts;
  private final LaneReport report;

  public HealthRoutes(List<HealthPart> parts, LaneReport report) {
    this.parts = List.copyOf(parts);
    this.report = report;
  }

  public RouterFunction<ServerResponse> routes() {
    return RouterFunctions.route()
        .GET("/health/live", _ -> JsonBody.write(HttpStatus.OK, JsonObject.of("status", Up.TEXT)))
        .GET("/health/ready", this::ready)
        .build();
  }

  private Mono<ServerResponse> ready(ServerRequest request) {
    return report
        .answers()
        .flatMap(answers -> {
          var components = JsonObject.builder();
          boolean up = true;
          for (HealthPart part : parts) {
            Optional<String> trouble =
                part.name().equals(POSTGRESQL) && !answers
                    ? part.trouble().or(() -> Optional.of("PostgreSQL does not answer"))
                    : part.trouble();
            up &= trouble.isEmpty();
            components.put(part.name(), component(trouble, part.notice()));
          }
          return JsonBody.write(
              up ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE,
              JsonObject.builder()
                  .put("status", up ? Up.TEXT : Up.NOT)
                  .put("components", components.build())
                  .build());
        });
  }

  private static JsonObject component(Optional<String> trouble, Optional<String> notice) {
    return JsonObject.builder()
        .put("status", trouble.isPresent() ? Up.NOT : Up.TEXT)
        .putIfPresent("reason", trouble.orElse(null))
        .putIfPresent("notice", notice.orElse(null))
        .build();
  }
}

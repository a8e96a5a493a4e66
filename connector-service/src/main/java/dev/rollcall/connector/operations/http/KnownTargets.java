package dev.rollcall.connector.operations.http;

import dev.rollcall.connector.operations.LaneReport;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/// Refuses what is asked of a target that the tenant does not have. An empty list would say that
/// all is well there, which whoever misspelt the name would believe.
final class KnownTargets {
  private final LaneReport report;

  KnownTargets(LaneReport report) {
    this.report = report;
  }

  /// Answers where the tenant has the target.
  ///
  /// @param target the name that the tenant knows
  Mono<ServerResponse> ifThere(
      String tenant, String target, Supplier<Mono<ServerResponse>> answer) {
    return report
        .target(tenant, target)
        .hasElement()
        .flatMap(there -> there ? answer.get() : unknown());
  }

  static Mono<ServerResponse> unknown() {
    return JsonBody.refuse(HttpStatus.NOT_FOUND, "The tenant has no target of this name");
  }
}

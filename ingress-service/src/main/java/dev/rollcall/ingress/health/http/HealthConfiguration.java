package dev.rollcall.ingress.health.http;

import dev.rollcall.ingress.health.HealthParts;
import dev.rollcall.ingress.health.HealthReport;
import dev.rollcall.ingress.scimweb.Address;
import dev.rollcall.ingress.scimweb.ErrorAnswers;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/// `GET /health/live` and `GET /health/ready`. They need no token.
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {
  private final JsonCodec json = new JsonCodec(JsonLimits.RECORD);

  @Bean
  RouterFunction<ServerResponse> healthRoutes(
      ObjectProvider<HealthParts> parts, ErrorAnswers errors) {
    return Address.read("/health/live", errors, _ -> answer(HealthReport.of(List.of())))
        .and(
            Address.read(
                "/health/ready",
                errors,
                _ ->
                    answer(
                        HealthReport.of(
                            parts.stream().flatMap(it -> it.parts().stream()).toList()))));
  }

  private Mono<ServerResponse> answer(HealthReport report) {
    return ServerResponse.status(report.up() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(json.write(report.json()));
  }
}

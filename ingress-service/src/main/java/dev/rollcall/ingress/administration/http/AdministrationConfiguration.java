package dev.rollcall.ingress.administration.http;

import dev.rollcall.ingress.access.Credential;
import dev.rollcall.ingress.access.http.AccessFilter;
import dev.rollcall.ingress.reads.ReadAnswer;
import dev.rollcall.ingress.reads.http.InternalClient;
import dev.rollcall.ingress.scimweb.ErrorAnswers;
import dev.rollcall.ingress.scimweb.ScimMedia;
import dev.rollcall.scim.ScimError;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/// The administration interface (docs/contracts.md section 3): each question goes to the service
/// that knows the answer, for the tenant of the credential and no other.
@Configuration(proxyBeanMethods = false)
class AdministrationConfiguration {

  @Bean
  RouterFunction<ServerResponse> administrationRoutes(
      InternalClient projectionClient, InternalClient connectorClient, ErrorAnswers errors) {
    var projection = new Forwarding(projectionClient, errors);
    var connector = new Forwarding(connectorClient, errors);
    return RouterFunctions.route()
        .GET("/admin/history/{id}", it -> forward(it, projection, "/admin/history/", "/history/"))
        .GET(
            "/admin/requests/{id}", it -> forward(it, projection, "/admin/requests/", "/requests/"))
        .GET("/admin/delivery/**", it -> forward(it, connector, "/admin/delivery/", "/"))
        .build();
  }

  private record Forwarding(InternalClient client, ErrorAnswers errors) {}

  /// The path below the prefix and the query go on as they came, still encoded.
  private static Mono<ServerResponse> forward(
      ServerRequest request, Forwarding forwarding, String prefix, String to) {
    var uri = request.exchange().getRequest().getURI();
    String rest = uri.getRawPath().substring(prefix.length());
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    if (rest.contains("..") || rest.contains("%00")) {
      return forwarding.errors().answer(ScimError.notFound("There is no such address."));
    }
    String path = "/internal/v1/" + tenant(request) + to + rest + query;
    InternalClient client = forwarding.client();
    return client
        .answer(client.request(HttpMethod.GET, path))
        .flatMap(AdministrationConfiguration::passOn);
  }

  private static String tenant(ServerRequest request) {
    var credential =
        (Credential)
            Objects.requireNonNull(
                request.exchange().getAttributes().get(AccessFilter.CREDENTIAL),
                "The access filter stands in front of every route");
    return InternalClient.encoded(credential.tenant().value());
  }

  /// Errors are SCIM errors on every route of ours.
  private static Mono<ServerResponse> passOn(ReadAnswer answer) {
    var status = HttpStatusCode.valueOf(answer.status());
    return ServerResponse.status(status)
        .contentType(status.isError() ? ScimMedia.SCIM_JSON : MediaType.APPLICATION_JSON)
        .body(BodyInserters.fromPublisher(answer.body(), DataBuffer.class));
  }
}

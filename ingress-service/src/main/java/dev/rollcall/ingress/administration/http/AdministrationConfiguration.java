package dev.rollcall.ingress.administration.http;

import dev.rollcall.ingress.access.Credential;
import dev.rollcall.ingress.access.http.AccessFilter;
import dev.rollcall.ingress.reads.ReadAnswer;
import dev.rollcall.ingress.reads.http.InternalClient;
import dev.rollcall.ingress.scimweb.Address;
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
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/// The administration interface (docs/contracts.md section 3): each question goes to the service
/// that knows the answer, for the tenant of the credential and no other.
@Configuration(proxyBeanMethods = false)
class AdministrationConfiguration {

  private final ErrorAnswers errors;

  AdministrationConfiguration(ErrorAnswers errors) {
    this.errors = errors;
  }

  @Bean
  RouterFunction<ServerResponse> administrationRoutes(
      InternalClient projectionClient, InternalClient connectorClient) {
    return read("/admin/history/{id}", projectionClient, "/admin")
        .and(read("/admin/requests/{id}", projectionClient, "/admin"))
        .and(read("/admin/delivery/targets", connectorClient, "/admin/delivery"))
        .and(read("/admin/delivery/targets/{id}", connectorClient, "/admin/delivery"))
        .and(read("/admin/delivery/targets/{id}/keys", connectorClient, "/admin/delivery"));
  }

  private RouterFunction<ServerResponse> read(
      String pattern, InternalClient client, String prefix) {
    return Address.read(pattern, errors, request -> forward(request, client, prefix));
  }

  /// The path below the prefix and the query go on as they came, still encoded.
  private Mono<ServerResponse> forward(
      ServerRequest request, InternalClient client, String prefix) {
    var uri = request.exchange().getRequest().getURI();
    String rest = uri.getRawPath().substring(prefix.length());
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    if (rest.contains("..") || rest.contains("%00")) {
      return errors.answer(ScimError.notFound("There is no such address."));
    }
    String path = "/internal/v1/" + tenant(request) + rest + query;
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

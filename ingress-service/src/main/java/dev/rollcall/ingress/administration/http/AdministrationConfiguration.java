package dev.rollcall.ingress.administration.http;

import dev.rollcall.ingress.Settings;
import dev.rollcall.ingress.access.Credential;
import dev.rollcall.ingress.access.http.AccessFilter;
import dev.rollcall.ingress.reads.ReadAnswer;
import dev.rollcall.ingress.reads.http.InternalClient;
import dev.rollcall.ingress.scimweb.ActHandler;
import dev.rollcall.ingress.scimweb.Address;
import dev.rollcall.ingress.scimweb.ErrorAnswers;
import dev.rollcall.ingress.scimweb.ScimMedia;
import dev.rollcall.ingress.scimweb.SealingHandler;
import dev.rollcall.ingress.scimweb.TargetHandler;
import dev.rollcall.ingress.scimweb.TargetPreviewHandler;
import dev.rollcall.scim.ScimError;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/// The administration interface (docs/contracts.md section 3): each question goes to the service
/// that knows the answer, for the tenant of the credential and no other.
@Configuration(proxyBeanMethods = false)
class AdministrationConfiguration {

  private static final String DELIVERY = "/admin/delivery";

  /// Whether the app is called before its configuration is saved, and whether it is saved at all.
  private static final Set<String> CONFIGURING = new TreeSet<>(Set.of("check", "dryRun"));

  private final ErrorAnswers errors;
  private final Parameters parameters;
  private final String base;

  AdministrationConfiguration(ErrorAnswers errors, Settings settings) {
    this.errors = errors;
    this.parameters = new Parameters(errors);
    this.base = settings.publicBaseUrl() + "/admin";
  }

  @Bean
  RouterFunction<ServerResponse> administrationRoutes(
      InternalClient projectionClient,
      InternalClient connectorClient,
      TargetHandler targets,
      TargetPreviewHandler previews,
      SealingHandler sealing) {
    return read("/admin/history/{id}", projectionClient, "/admin")
        .and(read("/admin/requests/{id}", projectionClient, "/admin"))
        .and(read("/admin/delivery/targets", connectorClient, "/admin/delivery"))
        .and(
            Address.of(
                "/admin/delivery/targets/{id}",
                errors,
                Map.of(
                    "GET", request -> forward(request, connectorClient, "/admin/delivery"),
                    "PUT", parameters.only(CONFIGURING, targets::replace),
                    "PATCH", parameters.only(CONFIGURING, targets::patch),
                    "DELETE", parameters.only(Set.of(), targets::delete))))
        .and(
            Address.read(
                "/admin/delivery/targets/{id}/configuration",
                errors,
                parameters.only(Set.of(), targets::configuration)))
        .and(
            Address.read(
                "/admin/delivery/configurations", errors, parameters.only(Set.of(), targets::list)))
        .and(
            Address.of(
                "/admin/delivery/sealing",
                errors,
                Map.of(
                    "GET", parameters.only(Set.of(), sealing::show),
                    "POST", parameters.only(Set.of(), sealing::reseal))))
        .and(read("/admin/delivery/targets/{id}/keys", connectorClient, "/admin/delivery"))
        .and(
            Address.of(
                "/admin/delivery/targets/{id}/preview",
                errors,
                Map.of("POST", parameters.only(Set.of(), previews::show))))
        .and(read("/admin/delivery/targets/{id}/holds", connectorClient, DELIVERY))
        .and(read("/admin/delivery/targets/{id}/replays", connectorClient, DELIVERY));
  }

  /// What failed and how it is repaired, and how people stand at targets.
  @Bean
  RouterFunction<ServerResponse> repairRoutes(
      InternalClient projectionClient,
      InternalClient connectorClient,
      ActHandler acts,
      Clock clock) {
    String target = DELIVERY + "/targets/{id}";
    var queued = new QueuedActs(projectionClient, clock);
    HandlerFunction<ServerResponse> act = request -> act(request, connectorClient, queued, "act");
    HandlerFunction<ServerResponse> replay =
        request -> act(request, connectorClient, queued, "replayId");
    return read(target + "/deadletters", connectorClient, DELIVERY)
        .and(read(target + "/deadletters/{resource}", connectorClient, DELIVERY))
        .and(read(target + "/resources/{resource}", connectorClient, DELIVERY))
        .and(Address.read(target + "/acts/{act}", errors, act))
        .and(read(target + "/reconciliations", connectorClient, DELIVERY))
        .and(read(target + "/reconciliations/{run}", connectorClient, DELIVERY))
        .and(read(target + "/reconciliations/{run}/findings", connectorClient, DELIVERY))
        .and(read(DELIVERY + "/people/{resource}", connectorClient, DELIVERY))
        .and(read(DELIVERY + "/leavers", connectorClient, DELIVERY))
        .and(read(DELIVERY + "/leavers/times", connectorClient, DELIVERY))
        .and(readAndPost(target + "/acts", connectorClient, acts::act))
        .and(readAndPost(target + "/holds/{holdId}", connectorClient, acts::decide))
        .and(Address.of(target + "/replay", errors, Map.of("POST", acts::replay)))
        .and(
            Address.of(
                target + "/replays/{replayId}",
                errors,
                Map.of("GET", replay, "POST", acts::changeReplay)));
  }

  /// @param name of the part of the address that has the id
  private Mono<ServerResponse> act(
      ServerRequest request, InternalClient connector, QueuedActs queued, String name) {
    var place =
        new QueuedActs.Place(
            credential(request).tenant(), request.pathVariable("id"), request.pathVariable(name));
    return forward(
        request,
        DELIVERY,
        path -> asked(connector, path).flatMap(said -> queued.orQueued(place, said)));
  }

  private RouterFunction<ServerResponse> read(
      String pattern, InternalClient client, String prefix) {
    return Address.read(pattern, errors, request -> forward(request, client, prefix));
  }

  /// What can be read of the connector, and is changed by what is recorded.
  private RouterFunction<ServerResponse> readAndPost(
      String pattern, InternalClient client, HandlerFunction<ServerResponse> recorded) {
    return Address.of(
        pattern,
        errors,
        Map.of("GET", request -> forward(request, client, DELIVERY), "POST", recorded));
  }

  private Mono<ServerResponse> forward(
      ServerRequest request, InternalClient client, String prefix) {
    return forward(request, prefix, path -> asked(client, path));
  }

  private Mono<ReadAnswer> asked(InternalClient client, String path) {
    return client.answer(
        client.request(HttpMethod.GET, path).header(InternalClient.BASE_URL, base));
  }

  /// The path below the prefix and the query go on as they came, still encoded.
  private Mono<ServerResponse> forward(
      ServerRequest request, String prefix, Function<String, Mono<ReadAnswer>> ask) {
    var uri = request.exchange().getRequest().getURI();
    String whole = uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    // The route matched the path decoded; what is cut off must be the prefix itself.
    String rest = whole.startsWith(prefix + "/") ? whole.substring(prefix.length()) : "..";
    if (rest.contains("..") || rest.contains("%00")) {
      return errors.answer(ScimError.notFound("There is no such address."));
    }
    String path = "/internal/v1/" + tenant(request) + rest + query;
    return ask.apply(path).flatMap(AdministrationConfiguration::passOn);
  }

  private static String tenant(ServerRequest request) {
    return InternalClient.encoded(credential(request).tenant().value());
  }

  private static Credential credential(ServerRequest request) {
    return (Credential)
        Objects.requireNonNull(
            request.exchange().getAttributes().get(AccessFilter.CREDENTIAL),
            "The access filter stands in front of every route");
  }

  /// Errors are SCIM errors on every route of ours.
  private static Mono<ServerResponse> passOn(ReadAnswer answer) {
    var status = HttpStatusCode.valueOf(answer.status());
    var response =
        ServerResponse.status(status)
            .contentType(status.isError() ? ScimMedia.SCIM_JSON : MediaType.APPLICATION_JSON);
    if (answer.retryAfter() != null) {
      response.header(HttpHeaders.RETRY_AFTER, answer.retryAfter());
    }
    return response.body(BodyInserters.fromPublisher(answer.body(), DataBuffer.class));
  }
}

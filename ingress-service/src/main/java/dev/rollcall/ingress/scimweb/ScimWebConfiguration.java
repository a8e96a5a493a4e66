package dev.rollcall.ingress.scimweb;

import dev.rollcall.ingress.Limits;
import dev.rollcall.ingress.Settings;
import dev.rollcall.ingress.journal.Journal;
import dev.rollcall.ingress.journal.UndeliveredAnswers;
import dev.rollcall.ingress.reads.Reads;
import dev.rollcall.scim.message.Discovery;
import dev.rollcall.scim.schema.SchemaRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/// Builds the SCIM interface.
@Configuration(proxyBeanMethods = false)
class ScimWebConfiguration {

  @Bean
  ErrorAnswers errorAnswers() {
    return new ErrorAnswers();
  }

  @Bean
  UuidV7 uuids(Clock clock) {
    return new UuidV7(clock);
  }

  @Bean
  @Order(-20)
  RequestIds requestIds(UuidV7 ids) {
    return new RequestIds(ids);
  }

  @Bean
  @Order(-10)
  AnswerWatch answerWatch(UndeliveredAnswers undelivered) {
    return new AnswerWatch(undelivered);
  }

  /// Before Boot's own handler, which is at -1.
  @Bean
  @Order(-2)
  TroubleHandler troubleHandler(ErrorAnswers errors, Limits limits) {
    return new TroubleHandler(errors, limits);
  }

  @Bean
  Recorder recorder(Journal journal, UndeliveredAnswers undelivered, WebParts parts) {
    return new Recorder(journal, undelivered, parts.errors(), parts.clock());
  }

  @Bean
  WriteHandler.Tools writeTools(Recorder recorder, Reads reads, UuidV7 ids, WebParts parts) {
    return new WriteHandler.Tools(
        recorder,
        new Bodies(parts.limits()),
        new DecisionAnswers(reads, parts.errors(), parts.settings().scimBaseUrl()),
        parts.errors(),
        ids);
  }

  @Bean
  WebParts webParts(Limits limits, Settings settings, ErrorAnswers errors, Clock clock) {
    return new WebParts(limits, settings, errors, clock);
  }

  /// What every handler needs.
  record WebParts(Limits limits, Settings settings, ErrorAnswers errors, Clock clock) {}

  @Bean
  RouterFunction<ServerResponse> scimRoutes(Reads reads, WriteHandler.Tools tools, WebParts parts) {
    var registry = SchemaRegistry.standard();
    var discovery = new Discovery(registry, parts.settings().scimBaseUrl());
    var handlers =
        new ScimRoutes.Handlers(
            new DiscoveryHandler(discovery, parts.errors()),
            new ReadHandler(
                reads, new Bodies(parts.limits()), parts.errors(), parts.settings().scimBaseUrl()),
            new WriteHandler(tools),
            new BulkHandler(
                registry,
                tools,
                new BulkAnswers(registry, parts.errors(), parts.settings().scimBaseUrl())));
    var routes = new ScimRoutes(registry, handlers, parts.errors());
    return RouterFunctions.route(
        RequestPredicates.path(ScimRoutes.BASE).or(RequestPredicates.path(ScimRoutes.BASE + "/**")),
        routes::route);
  }
}

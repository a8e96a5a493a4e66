package dev.rollcall.ingress.scimweb;

import dev.rollcall.ingress.Limits;
import dev.rollcall.ingress.Settings;
import dev.rollcall.ingress.fairness.Activity;
import dev.rollcall.ingress.fairness.Turns;
import dev.rollcall.ingress.fairness.core.Places;
import dev.rollcall.ingress.journal.Journal;
import dev.rollcall.ingress.journal.UndeliveredAnswers;
import dev.rollcall.ingress.reads.DryRuns;
import dev.rollcall.ingress.reads.Profiles;
import dev.rollcall.ingress.reads.Reads;
import dev.rollcall.ingress.targets.RecordedTargets;
import dev.rollcall.ingress.targets.TargetSecrets;
import java.time.Clock;
import java.util.Map;
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
  private static final Places ONE = new Places(1, 1, 0, 0);

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
  Recorder recorder(Journal journal, UndeliveredAnswers undelivered, UuidV7 ids, WebParts parts) {
    return new Recorder(journal, undelivered, ids, parts);
  }

  @Bean
  BulkRecorder bulkRecorder(
      Journal journal,
      UndeliveredAnswers undelivered,
      Recorder recorder,
      BulkRecorder.Waits waits) {
    return new BulkRecorder(journal, undelivered, recorder, waits);
  }

  @Bean
  BulkRecorder.Waits bulkWaits(Limits limits, Activity activity, Clock clock) {
    Limits.Tenants tenants = limits.tenants();
    return new BulkRecorder.Waits(
        new Turns(ONE, activity, tenants.turnLastsMax(), clock),
        tenants.turnWaitMax(),
        limits.answerMax());
  }

  @Bean
  BulkHandler.Cutting bulkCutting(BulkRecorder recorder, Limits limits) {
    return new BulkHandler.Cutting(recorder, limits.bulks());
  }

  @Bean
  Bodies bodies(Limits limits, Activity activity, Clock clock) {
    Limits.Tenants tenants = limits.tenants();
    return new Bodies(limits, new Turns(tenants.bodies(), activity, tenants.turnLastsMax(), clock));
  }

  @Bean
  WriteHandler.Tools writeTools(
      Recorder recorder, Bodies bodies, Reads reads, UuidV7 ids, WebParts parts) {
    return new WriteHandler.Tools(
        recorder,
        bodies,
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
  RouterFunction<ServerResponse> scimRoutes(
      Reads reads,
      Profiles profiles,
      WriteHandler.Tools tools,
      BulkHandler.Cutting cutting,
      WebParts parts) {
    String base = parts.settings().scimBaseUrl();
    var handlers =
        new ScimRoutes.Handlers(
            new DiscoveryHandler(base, parts.errors()),
            new ReadHandler(reads, tools.bodies(), parts.errors(), base),
            new WriteHandler(tools),
            new BulkHandler(tools, new BulkAnswers(parts.errors(), base), profiles, cutting),
            new AsyncHandler(reads, parts.errors(), base));
    var routes = new ScimRoutes(profiles, handlers, parts.errors());
    return RouterFunctions.route(
        RequestPredicates.path(ScimRoutes.BASE).or(RequestPredicates.path(ScimRoutes.BASE + "/**")),
        routes::route);
  }

  @Bean
  ActHandler actHandler(DryRuns dryRuns, WriteHandler.Tools tools, WebParts parts) {
    return new ActHandler(dryRuns, tools, parts.settings().publicBaseUrl());
  }

  @Bean
  Profiles profiles(Reads reads, Clock clock) {
    return new Profiles(reads, clock);
  }

  @Bean
  TargetHandler targetHandler(
      RecordedTargets targets, TargetSecrets secrets, WriteHandler.Tools tools) {
    return new TargetHandler(targets, secrets, tools);
  }

  @Bean
  TargetPreviewHandler targetPreviewHandler(
      RecordedTargets targets, TargetSecrets secrets, WriteHandler.Tools tools) {
    return new TargetPreviewHandler(targets, secrets, tools);
  }

  @Bean
  SealingHandler sealingHandler(
      RecordedTargets targets, TargetSecrets secrets, WriteHandler.Tools tools) {
    return new SealingHandler(targets, secrets, tools);
  }

  @Bean
  RouterFunction<ServerResponse> profileRoutes(Profiles profiles, WriteHandler.Tools tools) {
    var handler = new ProfileHandler(profiles, tools);
    ErrorAnswers errors = tools.errors();
    return Address.read("/admin/resource-types", errors, handler::resourceTypes)
        .and(
            Address.of(
                "/admin/resource-types/{name}",
                errors,
                Map.of("GET", handler::resourceType, "PUT", handler::defineResourceType)))
        .and(
            Address.of(
                "/admin/dialects",
                errors,
                Map.of("GET", handler::dialects, "PUT", handler::defineDialects)));
  }
}

package dev.rollcall.connector.operations.http;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.Settings;
import dev.rollcall.connector.feed.FeedReport;
import dev.rollcall.connector.feed.Feeds;
import dev.rollcall.connector.holds.Holds;
import dev.rollcall.connector.leavers.Leavers;
import dev.rollcall.connector.mapping.Preview;
import dev.rollcall.connector.operations.DefaultMappings;
import dev.rollcall.connector.operations.HealthPart;
import dev.rollcall.connector.operations.Insight;
import dev.rollcall.connector.operations.LaneNames;
import dev.rollcall.connector.operations.LaneReport;
import dev.rollcall.connector.operations.Outages;
import dev.rollcall.connector.operations.ReadBacks;
import dev.rollcall.connector.operations.Stoppages;
import dev.rollcall.connector.operations.TargetReport;
import dev.rollcall.connector.operations.http.DeadLetterHandler.Doers;
import dev.rollcall.connector.parking.Acts;
import dev.rollcall.connector.parking.Letters;
import dev.rollcall.connector.parking.TargetActs;
import dev.rollcall.connector.reconciliation.Reconciliations;
import dev.rollcall.connector.replay.DryRun;
import dev.rollcall.connector.replay.Replays;
import dev.rollcall.connector.targets.TargetCheck;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

@Configuration(proxyBeanMethods = false)
class RoutesConfiguration {

  @Bean
  RouterFunction<ServerResponse> healthRoutes(List<HealthPart> parts, LaneReport report) {
    return new HealthRoutes(parts, report).routes();
  }

  @Bean
  KnownTargets knownTargets(LaneReport report) {
    return new KnownTargets(report);
  }

  @Bean
  InternalPart holdRoutes(Holds holds, KnownTargets knownTargets) {
    return new HoldHandler(holds, knownTargets);
  }

  @Bean
  InternalPart replayRoutes(Replays replays, DryRun dryRun, KnownTargets knownTargets) {
    return new ReplayHandler(replays, dryRun, knownTargets);
  }

  @Bean
  RouterFunction<ServerResponse> internalRoutes(
      Settings settings,
      LaneReport report,
      InternalRoutes.Parts internalParts,
      List<InternalPart> more) {
    return new InternalRoutes(report, internalParts, more, settings.internalToken()).routes();
  }

  @Bean
  InternalRoutes.Parts internalParts(
      Stoppages stoppages,
      Preview preview,
      TargetCheck check,
      InternalRoutes.Looks internalLooks,
      DeadLetterHandler deadLetterHandler,
      StatusHandler statusHandler,
      Outages outages) {
    return new InternalRoutes.Parts(
        stoppages,
        preview,
        check,
        internalLooks,
        deadLetterHandler,
        statusHandler,
        new TroubleAnswers(outages));
  }

  @Bean
  InternalRoutes.Looks internalLooks(
      LaneNames names, TargetReport targets, FeedReport feeds, Shown shown) {
    return new InternalRoutes.Looks(
        names,
        (tenant, lane) ->
            targets
                .of(tenant, lane)
                .zipWith(
                    feeds.of(tenant, lane),
                    (target, feed) -> target.toBuilder().putAll(feed.members()).build()),
        shown.readBacks(),
        shown.mappings());
  }

  /// What is known of a target by its configuration.
  record Shown(ReadBacks readBacks, DefaultMappings mappings) {}

  @Bean
  Shown shown(ReadBacks readBacks, DefaultMappings mappings) {
    return new Shown(readBacks, mappings);
  }

  @Bean
  InternalPart feedRoutes(Feeds feeds) {
    return new FeedHandler(feeds, Limits.Feed.STANDARD);
  }

  @Bean
  Doers doers(Acts acts, TargetActs targetActs) {
    return new Doers(acts, targetActs);
  }

  @Bean
  InternalPart reconciliationRoutes(
      LaneNames names, Reconciliations reconciliations, KnownTargets knownTargets) {
    return new ReconciliationHandler(names, reconciliations, knownTargets);
  }

  @Bean
  DeadLetterHandler deadLetterHandler(
      LaneNames names, Letters letters, Doers doers, Insight insight) {
    return new DeadLetterHandler(names, letters, doers, insight);
  }

  @Bean
  StatusHandler statusHandler(
      LaneNames names, Insight insight, Leavers leavers, KnownTargets knownTargets) {
    return new StatusHandler(names, insight, leavers, knownTargets);
  }
}

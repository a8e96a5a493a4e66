package dev.rollcall.connector.operations.http;

import dev.rollcall.connector.Settings;
import dev.rollcall.connector.holds.Holds;
import dev.rollcall.connector.mapping.Preview;
import dev.rollcall.connector.operations.HealthPart;
import dev.rollcall.connector.operations.LaneReport;
import dev.rollcall.connector.operations.Stoppages;
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
  InternalPart holdRoutes(Holds holds) {
    return new HoldHandler(holds);
  }

  @Bean
  InternalPart replayRoutes(Replays replays, DryRun dryRun) {
    return new ReplayHandler(replays, dryRun);
  }

  @Bean
  RouterFunction<ServerResponse> internalRoutes(
      Settings settings,
      LaneReport report,
      Stoppages stoppages,
      Preview preview,
      TargetCheck check,
      List<InternalPart> more) {
    var parts = new InternalRoutes.Parts(stoppages, preview, check);
    return new InternalRoutes(report, parts, more, settings.internalToken()).routes();
  }
}

package dev.rollcall.connector.operations;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.delivery.LaneView;
import dev.rollcall.connector.mapping.Shapings;
import dev.rollcall.connector.operations.postgres.PostgresLaneNames;
import dev.rollcall.connector.operations.postgres.PostgresLaneReport;
import dev.rollcall.connector.operations.postgres.PostgresTargetReport;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class OperationsConfiguration {

  @Bean
  LaneReport laneReport(Database database) {
    return new PostgresLaneReport(database);
  }

  @Bean
  LaneNames laneNames(Database database) {
    return new PostgresLaneNames(database);
  }

  @Bean
  TargetReport targetReport(Database database, Limits limits, Faults faults, Clock clock) {
    return new PostgresTargetReport(database, limits.leavers(), faults, clock);
  }

  @Bean
  Insight insight(
      LaneView view, Shapings shapings, Faults faults, Consumers consumers, Clock clock) {
    return new Insight(view, new Insight.Sources(shapings, faults, consumers), clock);
  }
}

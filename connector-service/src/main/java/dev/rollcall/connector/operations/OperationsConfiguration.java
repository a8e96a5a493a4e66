package dev.rollcall.connector.operations;

import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.operations.postgres.PostgresLaneReport;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class OperationsConfiguration {

  @Bean
  LaneReport laneReport(Database database) {
    return new PostgresLaneReport(database);
  }
}

package dev.rollcall.connector.delivery;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.Settings;
import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.delivery.postgres.PostgresLanePages;
import dev.rollcall.connector.delivery.postgres.PostgresLaneRates;
import dev.rollcall.connector.delivery.postgres.PostgresLaneView;
import dev.rollcall.connector.delivery.postgres.PostgresLanes;
import dev.rollcall.connector.delivery.postgres.PostgresTargetPauses;
import dev.rollcall.connector.delivery.postgres.PostgresThroughput;
import dev.rollcall.connector.delivery.postgres.PostgresTroubles;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DeliveryConfiguration {

  @Bean
  LaneStore laneStore(Database database, Limits limits, Clock clock, Settings settings) {
    return new PostgresLanes(database, limits, clock, settings.instance());
  }

  @Bean
  Successes successes(Database database) {
    return new Successes(database::isMigrated, new PostgresTroubles(database));
  }

  @Bean
  Dispatcher.Shared laneShared(
      LaneStore lanes, Database database, Successes successes, Limits limits) {
    return new Dispatcher.Shared(
        lanes,
        new PostgresLaneRates(database, limits.retries()),
        successes,
        new LonePauses(new PostgresTroubles(database), successes));
  }

  @Bean
  LaneView laneView(Database database, Limits limits) {
    return new PostgresLaneView(database, limits.delivery());
  }

  @Bean
  TargetPauses pauses(Database database) {
    return new PostgresTargetPauses(database);
  }

  @Bean
  Throughput throughput(Database database, Settings settings) {
    return new Throughput(database, new PostgresThroughput(database, settings.instance()));
  }

  @Bean
  LanePages lanePages(Database database) {
    return new PostgresLanePages(database);
  }

  @Bean(destroyMethod = "")
  Dispatcher dispatcher(
      Dispatcher.Shared shared,
      MeterRegistry registry,
      Throughput throughput,
      Limits limits,
      Clock clock) {
    return new Dispatcher(shared, new DeliveryMeters(registry, throughput), limits, clock);
  }
}

package dev.rollcall.connector.holds;

import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.delivery.Dispatcher;
import dev.rollcall.connector.delivery.LanePages;
import dev.rollcall.connector.holds.postgres.PostgresHolds;
import dev.rollcall.connector.holds.postgres.PostgresScales;
import dev.rollcall.connector.parking.ActPart;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class HoldsConfiguration {

  @Bean
  Holds holds(Database database) {
    return new PostgresHolds(database);
  }

  @Bean
  ActPart holdActs(Holds holds) {
    return new HoldActs(holds);
  }

  @Bean
  Weighing weighing(
      Database database, LanePages pages, Dispatcher dispatcher, MeterRegistry registry) {
    return new Weighing(new PostgresScales(database), pages, dispatcher, new HoldMeters(registry));
  }
}

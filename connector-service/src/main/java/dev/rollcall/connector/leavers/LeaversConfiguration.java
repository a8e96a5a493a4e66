package dev.rollcall.connector.leavers;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.leavers.postgres.PostgresLeavers;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LeaversConfiguration {

  @Bean
  Leavers leavers(Database database, Limits limits) {
    return new PostgresLeavers(database, limits.leavers());
  }

  @Bean
  LeaverWatch leaverWatch(
      Database database, Leavers leavers, Limits limits, MeterRegistry registry) {
    return new LeaverWatch(database, leavers, limits.leavers(), registry);
  }
}

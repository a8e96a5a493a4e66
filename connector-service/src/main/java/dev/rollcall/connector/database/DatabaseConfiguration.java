package dev.rollcall.connector.database;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.Settings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

  @Bean
  Database database(Settings settings, Limits limits) {
    return new Database(settings.postgres(), limits.delivery().connectionsMax());
  }
}

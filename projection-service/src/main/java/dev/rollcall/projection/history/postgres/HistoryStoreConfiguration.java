package dev.rollcall.projection.history.postgres;

import dev.rollcall.projection.history.HistoryStore;
import dev.rollcall.projection.postgres.ReadSessions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Keeps the history in PostgreSQL.
@Configuration(proxyBeanMethods = false)
class HistoryStoreConfiguration {

  @Bean
  HistoryStore historyStore(ReadSessions sessions) {
    return new PostgresHistory(sessions);
  }
}

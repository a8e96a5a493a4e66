package dev.rollcall.projection.directory.postgres;

import dev.rollcall.projection.directory.DirectoryStore;
import dev.rollcall.projection.directory.ReservedStore;
import dev.rollcall.projection.postgres.ReadSessions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Keeps the directory in PostgreSQL.
@Configuration(proxyBeanMethods = false)
class DirectoryStoreConfiguration {

  @Bean
  ReservedStore reservedStore(ReadSessions sessions) {
    return new PostgresReserved(sessions);
  }

  @Bean
  DirectoryStore directoryStore(ReadSessions sessions) {
    return new PostgresDirectory(sessions);
  }
}

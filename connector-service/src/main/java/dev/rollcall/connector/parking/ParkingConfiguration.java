package dev.rollcall.connector.parking;

import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.parking.postgres.PostgresDeadLetters;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ParkingConfiguration {

  @Bean
  DeadLetterRelay deadLetterRelay(Database database, DeadLetterTopic topic) {
    return new DeadLetterRelay(database, new PostgresDeadLetters(database), topic);
  }
}

package dev.rollcall.connector.parking;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.delivery.Doorbell;
import dev.rollcall.connector.parking.postgres.PostgresActs;
import dev.rollcall.connector.parking.postgres.PostgresDeadLetters;
import dev.rollcall.connector.parking.postgres.PostgresLetters;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ParkingConfiguration {

  @Bean
  DeadLetterRelay deadLetterRelay(Database database, DeadLetterTopic topic) {
    return new DeadLetterRelay(database, new PostgresDeadLetters(database), topic);
  }

  @Bean
  Letters letters(Database database, Limits limits) {
    return new PostgresLetters(database, limits.acts());
  }

  @Bean
  Acts acts(Database database, TargetActs targetActs, List<ActPart> parts, Limits limits) {
    return new PostgresActs(database, limits.acts(), targetActs, parts);
  }

  @Bean
  ActRunner actRunner(Database database, Acts acts, Doorbell doorbell, Limits limits) {
    return new ActRunner(database, acts, doorbell, limits);
  }
}

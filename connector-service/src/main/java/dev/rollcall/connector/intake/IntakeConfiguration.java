package dev.rollcall.connector.intake;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.Settings;
import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.delivery.Doorbell;
import dev.rollcall.connector.intake.kafka.BrokerWatch;
import dev.rollcall.connector.intake.kafka.DecisionConsumer;
import dev.rollcall.connector.intake.postgres.PostgresReadModel;
import dev.rollcall.schemas.wire.DecisionCodec;
import dev.rollcall.schemas.wire.Unsealer;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {

  @Bean
  ReadModel readModel(Database database) {
    return new PostgresReadModel(database);
  }

  @Bean
  BrokerWatch brokerWatch(Settings settings) {
    return new BrokerWatch(settings);
  }

  @Bean
  DecisionConsumer decisionConsumer(
      Settings settings,
      Limits limits,
      Database database,
      ReadModel readModel,
      Leavers leavers,
      Doorbell doorbell,
      List<ReservedBell> bells) {
    var intake =
        new Intake(
            readModel,
            leavers,
            doorbell::ring,
            types -> bells.forEach(bell -> bell.changed(types)));
    return new DecisionConsumer(
        settings,
        limits.intake(),
        new DecisionConsumer.Parts(
            database, readModel, intake, new DecisionCodec(Unsealer.WITHOUT_KEYS)));
  }
}

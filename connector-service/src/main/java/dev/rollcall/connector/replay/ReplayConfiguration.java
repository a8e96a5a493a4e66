package dev.rollcall.connector.replay;

import dev.rollcall.connector.Settings;
import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.delivery.Dispatcher;
import dev.rollcall.connector.delivery.LanePages;
import dev.rollcall.connector.parking.ActPart;
import dev.rollcall.connector.replay.kafka.KafkaDecisionsLog;
import dev.rollcall.connector.replay.postgres.PostgresReplayQueue;
import dev.rollcall.connector.replay.postgres.PostgresReplays;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ReplayConfiguration {

  @Bean
  DecisionsLog decisionsLog(Settings settings) {
    return new KafkaDecisionsLog(settings);
  }

  @Bean
  Replays replays(Database database, Settings settings) {
    return new PostgresReplays(database, settings.topicPartitions());
  }

  @Bean
  ActPart replayActs(Replays replays) {
    return new ReplayActs(replays);
  }

  @Bean
  DryRun dryRun(LanePages pages, Replays replays, Dispatcher dispatcher) {
    return new DryRun(pages, replays, dispatcher);
  }

  @Bean
  ReplayRun replayRun(Database database, DecisionsLog decisions, Dispatcher dispatcher) {
    return new ReplayRun(new PostgresReplayQueue(database), decisions, dispatcher);
  }
}

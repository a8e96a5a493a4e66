package dev.rollcall.ingress.journal.kafka;

import dev.rollcall.ingress.Limits;
import dev.rollcall.ingress.Settings;
import dev.rollcall.ingress.fairness.Activity;
import dev.rollcall.ingress.fairness.Turns;
import dev.rollcall.ingress.health.HealthPart;
import dev.rollcall.ingress.health.HealthParts;
import dev.rollcall.ingress.journal.AnswerIndex;
import dev.rollcall.ingress.journal.DecisionLookup;
import dev.rollcall.ingress.journal.Journal;
import dev.rollcall.ingress.journal.UndeliveredAnswers;
import dev.rollcall.ingress.reads.ReadsHealth;
import dev.rollcall.ingress.topics.RequiredTopic;
import dev.rollcall.ingress.topics.kafka.KafkaTopics;
import dev.rollcall.schemas.wire.DecisionCodec;
import dev.rollcall.schemas.wire.RequestCodec;
import dev.rollcall.schemas.wire.Unsealer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Builds the journal on Kafka.
@Configuration(proxyBeanMethods = false)
class JournalConfiguration {

  @Bean
  Doorbell doorbell(Settings settings, Limits limits) {
    return new Doorbell(
        settings.kafkaBootstrap(),
        settings.topicPartitions(),
        new DecisionCodec(Unsealer.WITHOUT_KEYS),
        limits.undeliveredMax());
  }

  @Bean
  LogTail logTail(Settings settings, Limits limits) {
    return new LogTail(settings.kafkaBootstrap(), settings.topicPartitions(), limits);
  }

  @Bean(initMethod = "start")
  LogWatch logWatch(Settings settings, Doorbell doorbell, NoticeBoard board, Memory memory) {
    var required = RequiredTopic.all(settings.topicPartitions(), settings.topicReplication());
    return new LogWatch(
        new KafkaTopics(settings.kafkaBootstrap(), required),
        () -> {
          // Before any request is taken: it may be a repeat.
          board.readBack();
          memory.tail().guess(memory.index());
          board.start();
          doorbell.start();
        });
  }

  @Bean
  Instance instance() {
    return new Instance(UUID.randomUUID().toString());
  }

  /// Who this is among the instances of ingress: another one after each start.
  record Instance(String name) {}

  @Bean
  RequestAppender requestAppender(Settings settings, Limits limits, Instance instance) {
    return new RequestAppender(
        settings.kafkaBootstrap(),
        settings.topicPartitions(),
        instance.name(),
        limits.sendQueueMax());
  }

  @Bean
  Memory memory(LogTail tail, Limits limits, Clock clock) {
    return new Memory(
        tail, new AnswerIndex(limits.undeliveredMax(), limits.undeliveredAgeMax(), clock));
  }

  /// What is known of answers that were lost, and where more of them is read.
  record Memory(LogTail tail, AnswerIndex index) {}

  @Bean
  NoticeBoard noticeBoard(Settings settings, Memory memory, Instance instance) {
    return new NoticeBoard(
        settings.kafkaBootstrap(), instance.name(), memory.index(), memory.tail());
  }

  @Bean
  UndeliveredAnswers undeliveredAnswers(Memory memory, NoticeBoard board) {
    return new UndeliveredAnswers(memory.index(), board);
  }

  @Bean
  Answering answering(DecisionLookup lookup, ReadsHealth health, WriteTurns turns) {
    return new Answering(lookup, health, turns);
  }

  @Bean
  WriteTurns writeTurns(Activity activity, Limits limits, Clock clock, MeterRegistry registry) {
    Limits.Tenants tenants = limits.tenants();
    return new WriteTurns(
        new Turns(tenants.writes(), activity, tenants.turnLastsMax(), clock),
        Counter.builder("rollcall.requests.refused")
            .tag("reason", "no_write_turn")
            .register(registry));
  }

  /// How much each tenant may have undecided in the log.
  ///
  /// @param missed counts the requests whose turn did not come in time
  record WriteTurns(Turns turns, Counter missed) {}

  /// What the journal needs of the side that decides.
  record Answering(DecisionLookup lookup, ReadsHealth health, WriteTurns turns) {}

  @Bean
  Journal journal(
      RequestAppender appender,
      Doorbell doorbell,
      LogWatch watch,
      Answering answering,
      Limits limits) {
    var codec = new RequestCodec(Unsealer.WITHOUT_KEYS);
    var parts =
        new KafkaJournal.Parts(
            appender,
            doorbell,
            answering.lookup(),
            codec,
            answering.turns().turns(),
            answering.turns().missed(),
            () -> watch.isUsable() && answering.health().trouble().isEmpty());
    return new KafkaJournal(parts, limits);
  }

  @Bean
  HealthParts journalHealth(LogWatch watch, Doorbell doorbell) {
    var kafka = new HealthPart("kafka", watch::trouble);
    var rings =
        new HealthPart(
            "doorbell",
            () ->
                doorbell.isListening()
                    ? Optional.empty()
                    : Optional.of("The decisions log is not listened to yet"));
    return () -> List.of(kafka, rings);
  }
}

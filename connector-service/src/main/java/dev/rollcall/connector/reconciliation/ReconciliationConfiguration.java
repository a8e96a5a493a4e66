package dev.rollcall.connector.reconciliation;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.Settings;
import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.delivery.Dispatcher;
import dev.rollcall.connector.delivery.LanePages;
import dev.rollcall.connector.delivery.TargetPauses;
import dev.rollcall.connector.parking.TargetActs;
import dev.rollcall.connector.reconciliation.postgres.PatientPages;
import dev.rollcall.connector.reconciliation.postgres.PostgresFindings;
import dev.rollcall.connector.reconciliation.postgres.PostgresReconciliations;
import dev.rollcall.connector.reconciliation.postgres.PostgresRuns;
import dev.rollcall.connector.reconciliation.postgres.PostgresTargetActs;
import dev.rollcall.connector.reconciliation.postgres.Repairs;
import dev.rollcall.connector.target.ReadableApp;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

@Configuration(proxyBeanMethods = false)
class ReconciliationConfiguration {
  private static final Limits.Reconciling LIMITS = Limits.Reconciling.STANDARD;

  @Bean
  Reconciliations reconciliations(Database database) {
    return new PostgresReconciliations(database);
  }

  @Bean
  Repairs repairs(Database database) {
    return new Repairs(database, LIMITS);
  }

  @Bean
  TargetActs targetActs(
      Database database, Repairs repairs, Dispatcher dispatcher, TargetPauses pauses) {
    return new PostgresTargetActs(
        database,
        repairs,
        target ->
            dispatcher
                .lane(target)
                .filter(lane -> lane.app() instanceof ReadableApp && lane.profile().lists())
                .isPresent(),
        pauses);
  }

  @Bean
  ReconciliationRounds reconciliationRounds(
      Database database,
      Repairs repairs,
      Working working,
      Settings settings,
      MeterRegistry registry) {
    var runs = new PostgresRuns(database, LIMITS, settings.instance());
    var findings = new PostgresFindings(database, runs, repairs, LIMITS);
    var pages = new PatientPages(working.pages(), LIMITS);
    var reconciler = new Reconciler(findings, pages, working.dispatcher(), LIMITS);
    var around =
        new ReconciliationRounds.Around(
            () -> database.isMigrated() ? repairs.answered() : Mono.empty(),
            new ReconciliationMeters(registry),
            LIMITS);
    return new ReconciliationRounds(runs, reconciler, working.dispatcher(), around);
  }

  /// What belongs to delivery.
  record Working(LanePages pages, Dispatcher dispatcher) {}

  @Bean
  Working working(LanePages pages, Dispatcher dispatcher) {
    return new Working(pages, dispatcher);
  }
}

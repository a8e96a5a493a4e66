package dev.rollcall.projection.rebuild.http;

import dev.rollcall.projection.Limits;
import dev.rollcall.projection.Settings;
import dev.rollcall.projection.decide.Deciding;
import dev.rollcall.projection.decide.DecisionOutlet;
import dev.rollcall.projection.postgres.Sessions;
import dev.rollcall.projection.rebuild.Rebuilder;
import dev.rollcall.projection.rebuild.Work;
import dev.rollcall.projection.rebuild.kafka.KafkaHistory;
import dev.rollcall.projection.rebuild.postgres.PostgresSuccessor;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/// Builds the rebuilder and its routes.
@Configuration(proxyBeanMethods = false)
class RebuildConfiguration {

  @Bean
  Rebuilder rebuilder(Settings settings, Limits limits) {
    var sessions = Sessions.forLongWork(settings.postgres());
    var deciding =
        new Deciding(
            limits, settings.topicPartitions(), DecisionOutlet.NOWHERE, new SimpleMeterRegistry());
    return new Rebuilder(
        () -> PostgresSuccessor.open(sessions),
        () -> new KafkaHistory(settings.kafkaBootstrap(), limits),
        deciding,
        InstantSource.system());
  }

  @Bean
  RouterFunction<ServerResponse> rebuildRoutes(Rebuilder rebuilder) {
    var routes = new RebuildRoutes(rebuilder);
    return RouterFunctions.route()
        .GET("/internal/v1/rebuild", routes::status)
        .POST("/internal/v1/rebuild", it -> routes.begin(it, Work.REBUILD))
        .POST("/internal/v1/verify", it -> routes.begin(it, Work.VERIFY))
        .POST("/internal/v1/rollback", it -> routes.begin(it, Work.ROLLBACK))
        .build();
  }
}

package dev.rollcall.projection;

import dev.rollcall.process.ProcessConfiguration;
import dev.rollcall.projection.health.HealthParts;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/// Reads the settings that every feature shares.
@Configuration(proxyBeanMethods = false)
@Import(ProcessConfiguration.class)
class ProjectionConfiguration {

  @Bean
  Settings settings(Environment environment) {
    return new Settings(
        environment.getProperty("KAFKA_BOOTSTRAP", "127.0.0.1:9092"),
        environment.getProperty("TOPIC_PARTITIONS", Integer.class, 12),
        environment.getProperty("TOPIC_REPLICATION", Short.class, (short) 1),
        new Settings.Postgres(
            environment.getProperty("POSTGRES_HOST", "127.0.0.1"),
            environment.getProperty("POSTGRES_PORT", Integer.class, 5432),
            environment.getProperty("POSTGRES_DATABASE", "rollcall"),
            environment.getProperty("POSTGRES_USER", "rollcall"),
            environment.getProperty("POSTGRES_PASSWORD", "")),
        environment.getProperty("DECIDER_THREADS", Integer.class, 2));
  }

  @Bean
  Limits limits() {
    return Limits.STANDARD;
  }

  @Bean
  WriteSideState writeSideState(Limits limits) {
    return new WriteSideState(limits);
  }

  @Bean
  WriteSide writeSide(
      Settings settings, Limits limits, MeterRegistry meters, WriteSideState state) {
    return new WriteSide(settings, limits, meters, state);
  }

  @Bean
  HealthParts healthParts(WriteSideState state) {
    return state::parts;
  }
}

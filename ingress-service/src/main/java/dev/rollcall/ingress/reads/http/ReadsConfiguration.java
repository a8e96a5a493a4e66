package dev.rollcall.ingress.reads.http;

import dev.rollcall.ingress.Limits;
import dev.rollcall.ingress.Settings;
import dev.rollcall.ingress.health.HealthPart;
import dev.rollcall.ingress.health.HealthParts;
import dev.rollcall.ingress.reads.Reads;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Builds the clients of our other services.
@Configuration(proxyBeanMethods = false)
class ReadsConfiguration {

  @Bean
  InternalClient projectionClient(Settings settings, Limits limits) {
    return new InternalClient("projection", settings.projectionUrl(), settings, limits);
  }

  @Bean
  InternalClient connectorClient(Settings settings, Limits limits) {
    return new InternalClient("connector", settings.connectorUrl(), settings, limits);
  }

  @Bean
  Reads reads(InternalClient projectionClient, Settings settings, Limits limits) {
    return new ProjectionReads(
        projectionClient, settings.scimBaseUrl(), limits.forwardedBytesMax());
  }

  @Bean(initMethod = "start")
  ProjectionWatch projectionWatch(Settings settings) {
    return new ProjectionWatch(settings.projectionUrl());
  }

  @Bean
  HealthParts readsHealth(ProjectionWatch watch) {
    var part = new HealthPart("projection", watch::trouble);
    return () -> List.of(part);
  }
}

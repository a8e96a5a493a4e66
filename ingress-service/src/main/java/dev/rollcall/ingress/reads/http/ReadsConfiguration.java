package dev.rollcall.ingress.reads.http;

import dev.rollcall.ingress.Limits;
import dev.rollcall.ingress.Settings;
import dev.rollcall.ingress.health.HealthPart;
import dev.rollcall.ingress.health.HealthParts;
import dev.rollcall.ingress.reads.DryRuns;
import dev.rollcall.ingress.reads.Reads;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;

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

  @Bean
  DryRuns dryRuns(InternalClient connectorClient, Settings settings) {
    String base = settings.publicBaseUrl() + "/admin";
    var json = new JsonCodec(JsonLimits.RECORD);
    return (tenant, segments, act) -> {
      String path =
          "/internal/v1/%s/targets/%s"
              .formatted(
                  InternalClient.encoded(tenant.value()),
                  segments.stream().map(InternalClient::encoded).collect(Collectors.joining("/")));
      return connectorClient.answer(
          connectorClient
              .request(HttpMethod.POST, path)
              .header(InternalClient.BASE_URL, base)
              .contentType(MediaType.APPLICATION_JSON)
              .bodyValue(json.write(act)));
    };
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

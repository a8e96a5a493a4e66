package dev.rollcall.ingress.targets.http;

import dev.rollcall.ingress.Limits;
import dev.rollcall.ingress.Settings;
import dev.rollcall.ingress.reads.http.InternalClient;
import dev.rollcall.ingress.targets.RecordedTargets;
import dev.rollcall.ingress.targets.TargetSecrets;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Builds what recording a target needs.
@Configuration(proxyBeanMethods = false)
class TargetsConfiguration {

  @Bean
  RecordedTargets recordedTargets(
      InternalClient projectionClient, InternalClient connectorClient, Limits limits) {
    return new HttpRecordedTargets(projectionClient, connectorClient, limits);
  }

  @Bean
  TargetSecrets targetSecrets(Settings settings) {
    return new TargetSecrets(settings.sealingKeyFile());
  }
}

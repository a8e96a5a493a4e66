package dev.rollcall.ingress.access.file;

import dev.rollcall.ingress.Settings;
import dev.rollcall.ingress.access.Credentials;
import dev.rollcall.ingress.health.HealthPart;
import dev.rollcall.ingress.health.HealthParts;
import java.time.Clock;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Builds the credentials from the file.
@Configuration(proxyBeanMethods = false)
class CredentialsConfiguration {

  @Bean(initMethod = "start")
  CredentialsFile credentialsFile(Settings settings) {
    return new CredentialsFile(settings.credentialsFile());
  }

  @Bean
  Credentials credentials(CredentialsFile file, Clock clock) {
    return new Credentials(file::current, clock);
  }

  @Bean
  HealthParts credentialsHealth(CredentialsFile file) {
    var part = new HealthPart("credentials", file::trouble);
    return () -> List.of(part);
  }
}

package dev.rollcall.projection.http;

import dev.rollcall.projection.ReadLimits;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/// Puts the internal token in front of every route.
@Configuration(proxyBeanMethods = false)
class InternalHttpConfiguration {

  @Bean
  ScimAnswers scimAnswers() {
    return new ScimAnswers();
  }

  @Bean
  @Order(0)
  InternalAccess internalAccess(Environment environment, ScimAnswers answers) {
    return new InternalAccess(environment.getRequiredProperty("INTERNAL_TOKEN"), answers);
  }

  /// Before Boot's own handler, which is at -1.
  @Bean
  @Order(-2)
  ReadTroubleHandler readTroubleHandler(ScimAnswers answers, ReadLimits limits) {
    return new ReadTroubleHandler(answers, limits);
  }
}

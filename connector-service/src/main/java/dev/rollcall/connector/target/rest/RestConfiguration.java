package dev.rollcall.connector.target.rest;

import dev.rollcall.connector.mapping.MappingLanguage;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RestConfiguration {

  @Bean
  RestKind restKind(MappingLanguage language) {
    return new RestKind(language);
  }
}

package dev.rollcall.connector.target.scim;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ScimConfiguration {

  @Bean
  ScimKind scimKind() {
    return new ScimKind();
  }
}

package dev.rollcall.connector.target.webhook;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {

  @Bean
  WebhookKind webhookKind() {
    return new WebhookKind();
  }
}

package com.example.badge;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class BadgeConfiguration {
  @Bean
  BadgeKind badgeKind() {
    return new BadgeKind();
  }
}

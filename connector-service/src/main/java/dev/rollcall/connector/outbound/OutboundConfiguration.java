package dev.rollcall.connector.outbound;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.outbound.http.Outbounds;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class OutboundConfiguration {

  @Bean
  Outbounds outbounds(
      Limits limits,
      BulkheadRegistry bulkheads,
      CircuitBreakerRegistry circuitBreakers,
      TimeLimiterRegistry timeLimiters) {
    return new Outbounds(limits.http(), bulkheads, circuitBreakers, timeLimiters);
  }
}

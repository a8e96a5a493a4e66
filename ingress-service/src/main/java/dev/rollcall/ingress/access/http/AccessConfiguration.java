package dev.rollcall.ingress.access.http;

import dev.rollcall.ingress.Limits;
import dev.rollcall.ingress.access.Credentials;
import dev.rollcall.ingress.access.InFlight;
import dev.rollcall.ingress.scimweb.ErrorAnswers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/// Puts the access filter in front of every route.
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

  @Bean
  @Order(0)
  AccessFilter accessFilter(Credentials credentials, Limits limits, ErrorAnswers errors) {
    return new AccessFilter(credentials, new InFlight(limits.inFlightMax()), errors);
  }
}

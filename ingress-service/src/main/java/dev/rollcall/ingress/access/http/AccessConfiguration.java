package dev.rollcall.ingress.access.http;

import dev.rollcall.ingress.Limits;
import dev.rollcall.ingress.access.Credentials;
import dev.rollcall.ingress.fairness.Activity;
import dev.rollcall.ingress.fairness.Admission;
import dev.rollcall.ingress.fairness.Efforts;
import dev.rollcall.ingress.fairness.Turns;
import dev.rollcall.ingress.scimweb.ErrorAnswers;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/// Puts the access filter in front of every route, and the shares of tenants behind it.
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

  @Bean
  @Order(0)
  AccessFilter accessFilter(Credentials credentials, Shares shares, ErrorAnswers errors) {
    return new AccessFilter(credentials, shares, errors);
  }

  @Bean
  Activity activity(Limits limits, Clock clock) {
    return new Activity(limits.tenants().thereFor(), clock);
  }

  @Bean
  Shares shares(
      Limits limits, Clock clock, Activity activity, ErrorAnswers errors, MeterRegistry meters) {
    Limits.Tenants tenants = limits.tenants();
    return new Shares(
        new Shares.Parts(
            new Admission(tenants.share(), tenants.tenantsMax(), clock),
            new Turns(tenants.reads(), activity, tenants.turnLastsMax(), clock),
            new Efforts(tenants.tenantsMax()),
            activity,
            errors,
            new ShareMeters(meters)),
        tenants);
  }
}

package dev.rollcall.connector.targets;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.outbound.OutboundRule;
import dev.rollcall.connector.outbound.http.Outbounds;
import dev.rollcall.connector.target.Redaction;
import dev.rollcall.connector.target.Refusals;
import dev.rollcall.connector.target.scim.ScimApp;
import dev.rollcall.connector.target.webhook.WebhookApp;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RemoteAppsConfiguration {

  @Bean
  RemoteApps remoteApps(Outbounds outbounds, Limits limits, Clock clock) {
    var refusals = new Refusals(clock, new Redaction(limits.http().textCharsMax()));
    return target -> {
      var rule =
          new OutboundRule(
              target.id(), target.allowPrivateAddress(), target.timeout(), target.inFlightMax());
      return switch (target.kind()) {
        case SCIM ->
            new ScimApp(
                outbounds.open(rule),
                new ScimApp.Endpoint(target.url(), target.secret()),
                target.profile(),
                refusals);
        case WEBHOOK ->
            new WebhookApp(
                outbounds.open(rule),
                new WebhookApp.Endpoint(target.url(), target.secret()),
                refusals,
                clock);
      };
    };
  }
}

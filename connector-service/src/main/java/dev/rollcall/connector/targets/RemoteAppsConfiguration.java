package dev.rollcall.connector.targets;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.outbound.OutboundRule;
import dev.rollcall.connector.outbound.http.Outbounds;
import dev.rollcall.connector.target.Redaction;
import dev.rollcall.connector.target.Site;
import dev.rollcall.connector.target.TargetKind;
import java.time.Clock;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RemoteAppsConfiguration {

  @Bean
  Kinds kinds(List<TargetKind<?>> kinds) {
    return new Kinds(kinds);
  }

  @Bean
  RemoteApps remoteApps(Outbounds outbounds, Limits limits, Clock clock) {
    var redaction = new Redaction(limits.http().textCharsMax());
    var tools =
        new Site.Tools(outbounds::open, outbounds::addresses, redaction, clock, limits.http());
    return target -> {
      var rule =
          new OutboundRule(target.id(), target.addresses(), target.timeout(), target.inFlightMax());
      return target.binding().open(new Site(target.tenant(), target.profile(), rule, tools));
    };
  }
}

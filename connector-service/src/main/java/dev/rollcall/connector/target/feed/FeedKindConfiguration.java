package dev.rollcall.connector.target.feed;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.feed.FeedBell;
import dev.rollcall.connector.feed.FeedLog;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FeedKindConfiguration {

  @Bean
  FeedKind feedKind(FeedLog log, FeedBell bell) {
    var end = new FeedApp.End(log, bell, Limits.Feed.STANDARD);
    return new FeedKind(Limits.Feed.STANDARD, (site, terms) -> new FeedApp(site, terms, end));
  }
}

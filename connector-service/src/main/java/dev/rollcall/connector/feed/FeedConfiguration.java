package dev.rollcall.connector.feed;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.feed.postgres.PostgresFeedLog;
import dev.rollcall.connector.feed.postgres.PostgresFeedProgress;
import dev.rollcall.connector.feed.postgres.PostgresFeedReader;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FeedConfiguration {
  private static final Limits.Feed LIMITS = Limits.Feed.STANDARD;

  @Bean
  FeedLog feedLog(Database database) {
    return new PostgresFeedLog(database);
  }

  @Bean
  FeedReader feedReader(Database database) {
    return new PostgresFeedReader(database, LIMITS);
  }

  @Bean
  FeedProgress feedProgress(Database database) {
    return new PostgresFeedProgress(database);
  }

  @Bean
  FeedBell feedBell(FeedReader reader) {
    return new FeedBell(reader, LIMITS);
  }

  @Bean
  Feeds feeds(FeedReader reader, FeedProgress progress, FeedBell bell) {
    return new Feeds(reader, progress, bell, LIMITS);
  }

  @Bean
  FeedReport feedReport(FeedProgress progress, Clock clock) {
    return new FeedReport(progress, clock);
  }

  @Bean
  FeedWatch feedWatch(
      Database database, FeedProgress progress, Feeds feeds, MeterRegistry registry, Clock clock) {
    return new FeedWatch(
        progress, new FeedMeters(registry, feeds), LIMITS, new FeedWatch.Tools(database, clock));
  }
}

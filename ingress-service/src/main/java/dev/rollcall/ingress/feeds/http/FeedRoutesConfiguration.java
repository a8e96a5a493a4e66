package dev.rollcall.ingress.feeds.http;

import dev.rollcall.ingress.Limits;
import dev.rollcall.ingress.Settings;
import dev.rollcall.ingress.reads.http.InternalClient;
import dev.rollcall.ingress.scimweb.ErrorAnswers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/// A client of its own for those who wait: they keep nobody else's connection.
@Configuration(proxyBeanMethods = false)
class FeedRoutesConfiguration {

  @Bean
  RouterFunction<ServerResponse> feedRoutes(
      Settings settings, Limits limits, ErrorAnswers errors, FeedsClosing closing) {
    Limits.Feeds feeds = Limits.Feeds.STANDARD;
    var bounds =
        new InternalClient.Bounds(feeds.silenceMax(), limits.forwardedBytesMax(), feeds.openMax());
    var client = new InternalClient("feeds", settings.connectorUrl(), settings, bounds);
    return new FeedRoutes(client, errors, new FeedRoutes.Bounds(feeds, closing)).routes();
  }

  @Bean
  FeedsClosing feedsClosing() {
    return new FeedsClosing();
  }
}

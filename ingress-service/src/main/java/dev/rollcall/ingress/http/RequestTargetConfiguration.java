package dev.rollcall.ingress.http;

import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.NettyPipeline;

/// Puts our handler behind the HTTP decoder of every connection.
@Configuration(proxyBeanMethods = false)
class RequestTargetConfiguration {
  private static final String HANDLER = "rollcall.request-target";

  @Bean
  WebServerFactoryCustomizer<NettyReactiveWebServerFactory> requestTargets() {
    var handler = new RequestTargetHandler();
    return factory ->
        factory.addServerCustomizers(server ->
            server.doOnChannelInit((_, channel, _) ->
                channel.pipeline().addAfter(NettyPipeline.HttpCodec, HANDLER, handler)));
  }
}

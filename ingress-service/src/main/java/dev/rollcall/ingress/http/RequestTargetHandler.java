package dev.rollcall.ingress.http;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;

/// Puts request targets right before they are parsed: the server would refuse them without a word.
@Sharable
final class RequestTargetHandler extends ChannelInboundHandlerAdapter {

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request && request.decoderResult().isSuccess()) {
      request.setUri(RequestTargets.encoded(request.uri()));
    }
    context.fireChannelRead(message);
  }
}

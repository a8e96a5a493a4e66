package dev.rollcall.ingress.http;

import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.scim.ScimError;
import dev.rollcall.scim.message.Messages;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;

/// Puts request targets right before they are parsed, and answers what cannot be parsed at all: the
/// server would refuse both without a word.
@Sharable
final class RequestTargetHandler extends ChannelInboundHandlerAdapter {
  private final JsonCodec json = new JsonCodec(JsonLimits.RECORD);

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request) {
      if (request.decoderResult().isFailure()) {
        ReferenceCountUtil.release(message);
        refuse(context, error(request.decoderResult().cause()));
        return;
      }
      request.setUri(RequestTargets.encoded(request.uri()));
    }
    context.fireChannelRead(message);
  }

  /// Nothing behind a broken head can be understood, so the connection ends with the answer.
  private void refuse(ChannelHandlerContext context, ScimError error) {
    byte[] body = json.write(Messages.error(error));
    var response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(error.status()),
            Unpooled.wrappedBuffer(body));
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, "application/scim+json")
        .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
  }

  private static ScimError error(Throwable cause) {
    return switch (cause) {
      case TooLongHttpLineException _ ->
          new ScimError(414, null, "The request line is too long; send a POST to .search instead.");
      case TooLongHttpHeaderException _ -> new ScimError(431, null, "The headers are too long.");
      case Throwable _ -> new ScimError(400, null, "The request cannot be read.");
    };
  }
}

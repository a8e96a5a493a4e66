package dev.rollcall.ingress;

import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Mono;

/// The bytes of a body that came in parts.
public final class BodyBytes {
  private BodyBytes() {}

  /// Joins a body; empty where there is none. Its buffers are released.
  ///
  /// @param bytesMax beyond which it ends with a `DataBufferLimitException`
  public static Mono<byte[]> of(Publisher<DataBuffer> body, int bytesMax) {
    return DataBufferUtils.join(body, bytesMax)
        .map(buffer -> {
          byte[] bytes = new byte[buffer.readableByteCount()];
          buffer.read(bytes);
          DataBufferUtils.release(buffer);
          return bytes;
        });
  }
}

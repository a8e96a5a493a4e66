package dev.rollcall.e2e.faults;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// A connection on which a request is sent and no answer is read. Closed, it is broken off.
final class RawClient implements AutoCloseable {
  private final Socket socket;
  private final URI origin;
  private final String token;

  RawClient(URI origin, String token) throws IOException {
    this.origin = origin;
    this.token = token;
    this.socket = new Socket(origin.getHost(), origin.getPort());
    socket.setTcpNoDelay(true);
    // A close is a reset: what the server writes afterwards fails.
    socket.setSoLinger(true, 0);
  }

  /// Sends a whole request.
  void send(String method, String path, String body) throws IOException {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    String head =
        """
        %s %s HTTP/1.1\r
        Host: %s:%d\r
        Authorization: Bearer %s\r
        Content-Type: application/scim+json\r
        Content-Length: %d\r
        \r
        """
            .formatted(method, path, origin.getHost(), origin.getPort(), token, content.length);
    var out = socket.getOutputStream();
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    out.write(content);
    out.flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

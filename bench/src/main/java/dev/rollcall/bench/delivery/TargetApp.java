package dev.rollcall.bench.delivery;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A target on this machine's loopback address that answers at once and notes what arrives.
public final class TargetApp implements AutoCloseable {
  private static final int BODY_BYTES_MAX = 4 * 1024 * 1024;
  private static final int NO_CONTENT = -1;

  private final HttpServer server;
  private final ExecutorService threads;

  private TargetApp(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /// What a target does with a request.
  public interface Behaviour {
    /// Carries the request out, or does not.
    Reply reply(Call call);
  }

  /// A request that a target got.
  public record Call(String method, URI uri, String body) {}

  /// What a target answers.
  ///
  /// @param headers besides the type of the content
  public record Reply(int status, String body, Map<String, String> headers) {
    public Reply {
      headers = Map.copyOf(headers);
    }

    public Reply(int status, String body) {
      this(status, body, Map.of());
    }
  }

  /// Starts a target.
  ///
  /// @param port the port, 0 for any that is free
  public static TargetApp start(int port, Behaviour behaviour) {
    // Without this the server of the JDK waits up to 40 ms for more to send on a kept connection.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    try {
      var server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      var threads = Executors.newVirtualThreadPerTaskExecutor();
      server.setExecutor(threads);
      server.createContext("/", exchange -> answer(exchange, behaviour));
      server.start();
      return new TargetApp(server, threads);
    } catch (IOException e) {
      throw new UncheckedIOException("A target of the driver cannot listen on port " + port, e);
    }
  }

  /// Returns the target's URL with a path.
  public String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }

  private static void answer(HttpExchange exchange, Behaviour behaviour) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(BODY_BYTES_MAX);
      var call =
          new Call(
              exchange.getRequestMethod(),
              exchange.getRequestURI(),
              new String(body, StandardCharsets.UTF_8));
      Reply reply = behaviour.reply(call);
      byte[] content = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/scim+json");
      reply.headers().forEach(exchange.getResponseHeaders()::set);
      exchange.sendResponseHeaders(
          reply.status(), content.length == 0 ? NO_CONTENT : content.length);
      exchange.getResponseBody().write(content);
    }
  }
}

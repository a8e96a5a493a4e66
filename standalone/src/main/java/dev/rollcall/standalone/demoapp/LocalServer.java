package dev.rollcall.standalone.demoapp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// An HTTP server on a free port of the loopback interface.
final class LocalServer implements AutoCloseable {
  private static final int BODY_BYTES_MAX = 1024 * 1024;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private LocalServer(HttpServer server) {
    this.server = server;
  }

  /// A request with its body.
  record Call(String method, String path, String query, HttpExchange exchange, String body) {
    String header(String name) {
      String value = exchange.getRequestHeaders().getFirst(name);
      return value == null ? "" : value;
    }
  }

  /// An answer; no body where it is empty.
  record Reply(int status, String body) {}

  /// Answers calls.
  @FunctionalInterface
  interface Handler {
    Reply answer(Call call);
  }

  static LocalServer start(String contentType, Handler handler) {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      var local = new LocalServer(HttpServer.create(address, 0));
      local.server.setExecutor(local.threads);
      local.server.createContext("/", exchange -> serve(exchange, contentType, handler));
      local.server.start();
      return local;
    } catch (IOException e) {
      throw new UncheckedIOException("A demo app could not listen", e);
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private static void serve(HttpExchange exchange, String contentType, Handler handler)
      throws IOException {
    try (exchange) {
      String body =
          new String(exchange.getRequestBody().readNBytes(BODY_BYTES_MAX), StandardCharsets.UTF_8);
      var uri = exchange.getRequestURI();
      String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
      Reply reply =
          handler.answer(
              new Call(exchange.getRequestMethod(), uri.getRawPath(), query, exchange, body));
      exchange.getResponseHeaders().set("Content-Type", contentType);
      byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
      if (bytes.length > 0) {
        exchange.getResponseBody().write(bytes);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}

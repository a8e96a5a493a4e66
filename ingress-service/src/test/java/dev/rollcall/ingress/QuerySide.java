package dev.rollcall.ingress;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The projection as ingress sees it over HTTP, saying what a test lets it say.
final class QuerySide implements AutoCloseable {
  private final Map<String, byte[]> decisions = new ConcurrentHashMap<>();
  private final Map<String, Said> said = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private volatile int ready = 200;
  private volatile boolean busy;

  QuerySide() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(workers);
    server.createContext("/", this::answer);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// Lets a decision be found by its request's id.
  void knows(String requestId, byte[] decision) {
    decisions.put(requestId, decision);
  }

  /// When to ask again after a 503, in seconds.
  static final String RETRY_AFTER = "7";

  /// What it says where the path of a question has this in it.
  private record Said(int status, String body) {}

  void says(String inPath, int status, String body) {
    said.put(inPath, new Said(status, body));
  }

  void readiness(int status) {
    ready = status;
  }

  /// Lets it answer 503 where a resource is asked for, from now on.
  void busy() {
    busy = true;
  }

  /// The method and target of each request, health left out.
  List<String> asked() {
    return asked;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getRawPath();
    exchange.getRequestBody().readAllBytes();
    if (path.equals("/health/ready")) {
      say(exchange, ready, new byte[0]);
      return;
    }
    asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    if (path.contains("/decisions/")) {
      byte[] decision = decisions.get(path.substring(path.lastIndexOf('/') + 1));
      say(exchange, decision == null ? 404 : 200, decision == null ? new byte[0] : decision);
      return;
    }
    for (Map.Entry<String, Said> each : said.entrySet()) {
      if (path.contains(each.getKey())) {
        Said answer = each.getValue();
        say(exchange, answer.status(), answer.body().getBytes(StandardCharsets.UTF_8));
        return;
      }
    }
    if (busy && path.contains("/resources/")) {
      say(exchange, 503, new byte[0]);
      return;
    }
    exchange.getResponseHeaders().set("ETag", "W/\"7\"");
    boolean same = "W/\"7\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
    byte[] body = "{\"from\":\"the query side\"}".getBytes(StandardCharsets.UTF_8);
    say(exchange, same ? 304 : 200, same ? new byte[0] : body);
  }

  private static void say(HttpExchange exchange, int status, byte[] body) throws IOException {
    if (status == 503) {
      exchange.getResponseHeaders().set("Retry-After", RETRY_AFTER);
    }
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    workers.close();
  }
}

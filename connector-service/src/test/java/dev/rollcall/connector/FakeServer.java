package dev.rollcall.connector;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A real HTTP server that does what a test tells it to: answers honestly, answers something else,
/// hangs, or does its work and then drops the connection.
public final class FakeServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(FakeServer.class);
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);

  private final Function<Request, Response> honest;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Function<Request, Mood> mood = _ -> new Mood.Honest();
  private final int port;
  private @Nullable HttpServer server;
  private @Nullable ExecutorService threads;

  /// What came in.
  public record Request(
      String method,
      String path,
      String query,
      String uri,
      Map<String, String> headers,
      String body) {
    public JsonObject json() {
      return body.isEmpty()
          ? JsonObject.EMPTY
          : JSON.readObject(body.getBytes(StandardCharsets.UTF_8));
    }

    public String line() {
      return method + " " + path;
    }
  }

  /// What goes out.
  public record Response(int status, Map<String, String> headers, String body) {
    public static Response of(int status) {
      return new Response(status, Map.of(), "");
    }

    /// A 429 with the wish not to be called for this time.
    public static Response throttled(Duration pause) {
      return new Response(429, Map.of("Retry-After", String.valueOf(pause.toSeconds())), "");
    }

    public static Response json(int status, JsonObject body) {
      return new Response(
          status, Map.of("Content-Type", "application/scim+json"), JSON.writeText(body));
    }
  }

  /// How a request is treated.
  public sealed interface Mood {
    /// As it should be.
    record Honest() implements Mood {}

    /// This answer, and nothing is done.
    record Says(Response response) implements Mood {}

    /// No answer at all.
    record Hangs() implements Mood {}

    /// It is done, and nobody hears of it.
    record DoesAndDies() implements Mood {}
  }

  public FakeServer(Function<Request, Response> honest) {
    this.honest = honest;
    this.port = open(0);
  }

  /// Decides for each request how it is treated.
  public void mood(Function<Request, Mood> next) {
    mood = next;
  }

  /// Treats all requests but reads so.
  public void writes(Mood treatment) {
    mood(request -> request.method().equals("GET") ? new Mood.Honest() : treatment);
  }

  public void honest() {
    mood(_ -> new Mood.Honest());
  }

  public String url() {
    return "http://127.0.0.1:" + port;
  }

  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /// Takes the server down: connections are refused.
  public void down() {
    if (server != null && threads != null) {
      server.stop(0);
      threads.shutdownNow();
    }
  }

  /// Brings it back on the same port.
  public void up() {
    open(port);
  }

  @Override
  public void close() {
    closing.countDown();
    down();
  }

  private int open(int wanted) {
    try {
      HttpServer next =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 50);
      ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor();
      next.setExecutor(pool);
      next.createContext("/", this::handle);
      next.start();
      server = next;
      threads = pool;
      return next.getAddress().getPort();
    } catch (IOException e) {
      throw new IllegalStateException("The fake server could not start", e);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    Request request = read(exchange);
    requests.add(request);
    try (exchange) {
      switch (mood.apply(request)) {
        case Mood.Honest _ -> write(exchange, honestly(request));
        case Mood.Says(var response) -> write(exchange, response);
        case Mood.Hangs _ -> hang();
        case Mood.DoesAndDies _ -> {
          var _ = honest.apply(request);
        }
      }
    }
  }

  /// A fake that breaks must not look like a target in trouble.
  private Response honestly(Request request) {
    try {
      return honest.apply(request);
    } catch (RuntimeException e) {
      log.error("The fake server cannot answer {}", request.line(), e);
      throw e;
    }
  }

  private void hang() {
    try {
      closing.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static Request read(HttpExchange exchange) throws IOException {
    var headers = new HashMap<String, String>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    String query = exchange.getRequestURI().getQuery();
    return new Request(
        exchange.getRequestMethod(),
        exchange.getRequestURI().getPath(),
        query == null ? "" : query,
        exchange.getRequestURI().toString(),
        headers,
        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
  }

  private static void write(HttpExchange exchange, Response response) throws IOException {
    response.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(response.status(), body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }
}

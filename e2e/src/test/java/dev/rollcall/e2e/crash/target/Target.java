package dev.rollcall.e2e.crash.target;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rollcall.e2e.crash.core.Downstream.Arrival;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// An HTTP server that treats calls by its mood, until it is told to be good.
public final class Target implements AutoCloseable {
  /// What a target asks for when it is busy: much longer than what may be under way to it.
  static final int RETRY_AFTER_SECONDS = 8;

  private static final int SLOW_MILLIS = 700;
  private static final int CONFLICT = 409;
  private static final int BUSY = 429;
  private static final int BROKEN = 500;
  private static final int CREATED = 201;

  private final String id;
  private final App app;
  private final Sightings sightings;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Moods moods;
  private volatile boolean hangs;

  /// What a target does when it is honest.
  interface App {
    Reply answer(Ask ask);
  }

  /// @param at when it came
  record Ask(
      String method, String path, String query, HttpExchange exchange, String body, Instant at) {
    String header(String name) {
      String value = exchange.getRequestHeaders().getFirst(name);
      return value == null ? "" : value;
    }
  }

  record Reply(int status, String body) {}

  Target(String id, App app, Sightings sightings, long seed) {
    this.id = id;
    this.app = app;
    this.sightings = sightings;
    this.moods = new Moods(seed);
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// From now on every call is treated as it should be.
  public void beGood() {
    moods.beGood();
  }

  /// From now on no call is answered.
  void hang() {
    hangs = true;
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      var uri = exchange.getRequestURI();
      var ask =
          new Ask(
              exchange.getRequestMethod(),
              uri.getPath(),
              uri.getQuery() == null ? "" : uri.getQuery(),
              exchange,
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
              Instant.now());
      // Whatever becomes of it.
      sightings.note(new Arrival(id, ask.at(), "", "", true, 0));
      treat(ask);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void treat(Ask ask) throws IOException, InterruptedException {
    switch (mood()) {
      case HONEST -> write(ask, app.answer(ask));
      case SLOW -> {
        Thread.sleep(SLOW_MILLIS);
        write(ask, app.answer(ask));
      }
      case BUSY -> {
        ask.exchange()
            .getResponseHeaders()
            .set("Retry-After", Integer.toString(RETRY_AFTER_SECONDS));
        write(ask, new Reply(BUSY, ""));
        sightings.note(new Arrival(id, Instant.now(), "", "", true, RETRY_AFTER_SECONDS));
      }
      case BROKEN -> write(ask, new Reply(BROKEN, ""));
      case HANGS -> closing.await();
      case DONE_IN_SILENCE -> {
        var _ = app.answer(ask);
      }
      case DONE_AND_DENIED -> {
        Reply reply = app.answer(ask);
        write(ask, reply.status() == CREATED ? new Reply(CONFLICT, "{}") : reply);
      }
    }
  }

  private Mood mood() {
    return hangs ? Mood.HANGS : moods.next();
  }

  private static void write(Ask ask, Reply reply) throws IOException {
    ask.exchange().getResponseHeaders().set("Content-Type", "application/scim+json");
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    ask.exchange().sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      ask.exchange().getResponseBody().write(body);
    }
  }
}

package dev.rollcall.e2e.faults;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/// A SCIM app that has nothing and takes nothing: whatever is delivered to it is parked.
final class RefusingApp implements AutoCloseable {
  private static final String NOTHING =
      "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:ListResponse\"],\"totalResults\":0,"
          + "\"Resources\":[]}";
  private static final String REFUSAL =
      "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:Error\"],\"status\":\"400\","
          + "\"scimType\":\"invalidValue\",\"detail\":\"Not here.\"}";

  private final HttpServer server;

  RefusingApp() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", RefusingApp::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/scim/v2";
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      boolean reading = exchange.getRequestMethod().equals("GET");
      byte[] body = (reading ? NOTHING : REFUSAL).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/scim+json");
      exchange.sendResponseHeaders(reading ? 200 : 400, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

package dev.rollcall.connector;

import dev.rollcall.connector.FakeServer.Request;
import dev.rollcall.connector.FakeServer.Response;
import dev.rollcall.schemas.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// What stands behind a fake token endpoint, and says which of its tokens are good. Written apart
/// from what it tests, by RFC 6749 sections 2.3.1, 4.4 and 5.
final class TokenIssuer implements Function<Request, Response> {
  static final String CLIENT = "roll call:1";
  static final String SECRET = "s+cret that: nobody & may see";

  private final Map<String, Long> goodUntil = new ConcurrentHashMap<>();
  private final AtomicInteger issued = new AtomicInteger();
  private volatile int seconds = 3600;

  /// How long tokens live that are issued from now on.
  void lifeSeconds(int life) {
    seconds = life;
  }

  int issued() {
    return issued.get();
  }

  /// From now on no token of before is good.
  void revoke() {
    goodUntil.clear();
  }

  /// Says whether a request may pass.
  boolean accepts(Request request) {
    String header = request.headers().getOrDefault("authorization", "");
    Long until = goodUntil.get(header.replace("Bearer ", ""));
    return until != null && System.nanoTime() - until < 0;
  }

  @Override
  public Response apply(Request request) {
    boolean form =
        request.method().equals("POST")
            && "application/x-www-form-urlencoded".equals(request.headers().get("content-type"))
            && request.body().startsWith("grant_type=client_credentials&scope=users+groups");
    if (!form) {
      return error(400, "invalid_request", request.body());
    }
    String[] client = client(request.headers().getOrDefault("authorization", ""));
    if (!client[0].equals(CLIENT) || !client[1].equals(SECRET)) {
      return error(401, "invalid_client", "There is no such client with " + client[1]);
    }
    String token = "token-" + issued.incrementAndGet();
    goodUntil.put(token, System.nanoTime() + seconds * 1_000_000_000L);
    return Response.json(
        200,
        JsonObject.builder()
            .put("access_token", token)
            .put("token_type", "bearer")
            .put("expires_in", seconds)
            .build());
  }

  private static String[] client(String header) {
    byte[] both = Base64.getDecoder().decode(header.replace("Basic ", ""));
    String[] sides = new String(both, StandardCharsets.US_ASCII).split(":", 2);
    return sides.length == 2
        ? new String[] {decoded(sides[0]), decoded(sides[1])}
        : new String[] {"", ""};
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static Response error(int status, String error, String description) {
    return Response.json(
        status,
        JsonObject.builder().put("error", error).put("error_description", description).build());
  }
}

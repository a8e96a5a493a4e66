package dev.rollcall.connector;

import dev.rollcall.connector.FakeServer.Request;
import dev.rollcall.connector.FakeServer.Response;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What stands behind a fake token endpoint, and says which of its tokens are good. Written apart
/// from what it tests, by RFC 6749 sections 2.3.1, 4.4 and 5, and RFC 7523 sections 2.1 and 3.
final class TokenIssuer implements Function<Request, Response> {
  static final String CLIENT = "roll call:1";
  static final String SECRET = "s+cret that: nobody & may see";

  static final String SERVICE_ACCOUNT = "rollcall@project.example";
  static final String ADMINISTRATOR = "admin@example.com";
  private static final String BY_ASSERTION = "urn:ietf:params:oauth:grant-type:jwt-bearer";

  private final Map<String, Long> goodUntil = new ConcurrentHashMap<>();
  private final AtomicInteger issued = new AtomicInteger();
  private volatile int seconds = 3600;
  private volatile @Nullable PublicKey trusted;

  /// Assertions that are signed by the other half of this key are taken.
  void trust(PublicKey key) {
    trusted = key;
  }

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
            && request.body().contains("&scope=users+groups");
    Map<String, String> said = form ? said(request.body()) : Map.of();
    String grant = said.getOrDefault("grant_type", "");
    if (grant.equals(BY_ASSERTION)) {
      String assertion = said.getOrDefault("assertion", "");
      return isGood(assertion)
          ? issue()
          : error(400, "invalid_grant", "Invalid signature of " + assertion);
    }
    if (!grant.equals("client_credentials")) {
      return error(400, "invalid_request", request.body());
    }
    String[] client = client(request.headers().getOrDefault("authorization", ""));
    if (!client[0].equals(CLIENT) || !client[1].equals(SECRET)) {
      return error(401, "invalid_client", "There is no such client with " + client[1]);
    }
    return issue();
  }

  private static Map<String, String> said(String body) {
    return Arrays.stream(body.split("&", -1))
        .map(pair -> pair.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> decoded(pair[1])));
  }

  private boolean isGood(String assertion) {
    String[] parts = assertion.split("\\.", -1);
    PublicKey key = trusted;
    if (key == null || parts.length != 3) {
      return false;
    }
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(key);
      signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
      JsonObject claims =
          new JsonCodec(JsonLimits.CLIENT).readObject(Base64.getUrlDecoder().decode(parts[1]));
      return signature.verify(Base64.getUrlDecoder().decode(parts[2]))
          && claims.text("iss").filter(SERVICE_ACCOUNT::equals).isPresent()
          && claims.text("sub").filter(ADMINISTRATOR::equals).isPresent()
          && claims.text("scope").filter("users groups"::equals).isPresent()
          && claims.text("aud").filter(it -> it.endsWith("/oauth2/token")).isPresent();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private Response issue() {
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

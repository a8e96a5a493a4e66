package dev.rollcall.bench.scim;

import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/// Sends SCIM requests as Entra does: HTTP/1.1 on connections that are kept alive, no `Accept`.
/// Safe for use by several threads; each request under way has a connection of its own.
public final class ScimClient implements AutoCloseable {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);
  private static final ContentType SCIM_JSON =
      ContentType.create("application/scim+json", StandardCharsets.UTF_8);
  private static final int CONNECTIONS_MAX = 1_000;

  private final CloseableHttpClient http;
  private final String base;
  private final String token;
  private final Duration timeout;

  public ScimClient(URI base, String token, Duration timeout) {
    var patience = Timeout.of(timeout);
    var connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setMaxConnTotal(CONNECTIONS_MAX)
            .setMaxConnPerRoute(CONNECTIONS_MAX)
            .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(patience)
                    .setSocketTimeout(patience)
                    .build())
            .build();
    // What is measured is one request: nothing is repeated, followed or unpacked behind its back.
    this.http =
        HttpClients.custom()
            .setConnectionManager(connections)
            .setDefaultRequestConfig(
                RequestConfig.custom().setProtocolUpgradeEnabled(false).build())
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableContentCompression()
            .build();
    this.base = base.toString().replaceAll("/+$", "");
    this.token = token;
    this.timeout = timeout;
  }

  /// Sends a GET.
  ///
  /// @param path from the base URL, percent-encoded
  public Answer get(String path) {
    return send("GET", path, null);
  }

  /// Sends a POST.
  public Answer post(String path, JsonObject body) {
    return send("POST", path, body);
  }

  /// Sends a PATCH.
  public Answer patch(String path, JsonObject body) {
    return send("PATCH", path, body);
  }

  /// Reads an answer's body.
  public static JsonObject json(Answer answer) {
    return JSON.readObject(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    http.close(CloseMode.IMMEDIATE);
  }

  private Answer send(String method, String path, @Nullable JsonObject body) {
    var request = new HttpUriRequestBase(method, URI.create(base + path));
    request.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token);
    if (body != null) {
      request.setEntity(new ByteArrayEntity(JSON.write(body), SCIM_JSON));
    }
    try {
      return http.execute(request, ScimClient::answer);
    } catch (SocketTimeoutException _) {
      return new Answer(0, "", "no answer in " + timeout.toSeconds() + " s");
    } catch (IOException e) {
      return new Answer(0, "", e.getClass().getSimpleName());
    }
  }

  private static Answer answer(ClassicHttpResponse response) throws IOException, HttpException {
    var entity = response.getEntity();
    String body = entity == null ? "" : EntityUtils.toString(entity, StandardCharsets.UTF_8);
    return new Answer(response.getCode(), body, null);
  }
}

package dev.rollcall.projection;

import dev.rollcall.backing.Ports;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/// The application as it is started, and its clients.
final class Service implements AutoCloseable {
  static final String BASE_URL = "https://scim.example.com/scim/v2";
  private static final String TOKEN = "an-internal-token";
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);

  private final HttpClient http = HttpClient.newHttpClient();
  private final int port = Ports.free();
  private final ConfigurableApplicationContext context;

  Service(Settings settings) {
    var application = new SpringApplication(ProjectionApplication.class);
    application.setDefaultProperties(
        Map.of(
            "KAFKA_BOOTSTRAP", settings.kafkaBootstrap(),
            "TOPIC_PARTITIONS", settings.topicPartitions(),
            "POSTGRES_HOST", settings.postgres().host(),
            "POSTGRES_PORT", settings.postgres().port(),
            "POSTGRES_DATABASE", settings.postgres().database(),
            "POSTGRES_USER", settings.postgres().user(),
            "POSTGRES_PASSWORD", settings.postgres().password(),
            "INTERNAL_TOKEN", TOKEN,
            "PORT", port));
    context = application.run();
  }

  Service awaitReady() {
    Platform.await("ready", () -> get("/health/ready").statusCode() == 200);
    return this;
  }

  /// Asks without any token.
  HttpResponse<String> get(String path) {
    return send(to(path));
  }

  /// Asks as our own services do, with more headers as name, value, name, value.
  HttpResponse<String> read(String path, String... headers) {
    var request =
        to(path).header("Authorization", "Bearer " + TOKEN).header("X-Base-Url", BASE_URL);
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  /// The bytes of an answer that is too large to be held, as they arrive.
  InputStream stream(String path) {
    return sent(
            to(path).header("Authorization", "Bearer " + TOKEN).header("X-Base-Url", BASE_URL),
            HttpResponse.BodyHandlers.ofInputStream())
        .body();
  }

  HttpResponse<String> search(String query) {
    return send(searching(query));
  }

  /// The same for an answer that is too large to be held.
  InputStream searchStream(String query) {
    return sent(searching(query), HttpResponse.BodyHandlers.ofInputStream()).body();
  }

  private HttpRequest.Builder searching(String query) {
    String body = query.replace('\'', '"');
    return to("/internal/v1/demo/search")
        .header("Authorization", "Bearer " + TOKEN)
        .header("X-Base-Url", BASE_URL)
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  HttpResponse<String> post(String path) {
    return send(
        to(path)
            .header("Authorization", "Bearer " + TOKEN)
            .POST(HttpRequest.BodyPublishers.noBody()));
  }

  static JsonObject json(HttpResponse<String> answer) {
    return JSON.readObject(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    return sent(request, HttpResponse.BodyHandlers.ofString());
  }

  private <T> HttpResponse<T> sent(
      HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
    try {
      return http.send(request.build(), handler);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    context.close();
  }
}

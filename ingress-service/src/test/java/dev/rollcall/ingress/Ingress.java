package dev.rollcall.ingress;

import static org.awaitility.Awaitility.await;

import dev.rollcall.schemas.access.Token;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.testkit.BackingServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.reactive.function.server.RouterFunction;

/// The service on a real Kafka, with a client.
final class Ingress implements AutoCloseable {
  static final int PARTITIONS = 2;
  static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(40);
  private static final String INTERNAL_TOKEN = "internal-token-of-the-tests";

  private final Path folder;
  private final Path credentials;
  private final Token token;
  private final HttpClient http = HttpClient.newHttpClient();
  private final ConfigurableApplicationContext context;

  private Ingress(Path folder, QuerySide querySide, Token token, String... more) {
    this.token = token;
    this.folder = folder;
    credentials = folder.resolve("credentials.json");
    credentials(List.of(credential(token, Instant.now().plusSeconds(3600))));
    var arguments = new ArrayList<>(List.of(more));
    arguments.addAll(
        List.of(
            "--KAFKA_BOOTSTRAP=" + BackingServers.bootstrapServers(),
            "--TOPIC_PARTITIONS=" + PARTITIONS,
            "--PROJECTION_URL=" + querySide.uri(),
            "--CONNECTOR_URL=" + querySide.uri(),
            "--PUBLIC_BASE_URL=https://scim.example/",
            "--CREDENTIALS_FILE=" + credentials,
            "--INTERNAL_TOKEN=" + INTERNAL_TOKEN,
            "--PORT=0"));
    context = SpringApplication.run(IngressApplication.class, arguments.toArray(String[]::new));
  }

  /// Starts and does not wait until it is ready.
  static Ingress run(Path folder, QuerySide querySide) {
    return new Ingress(folder, querySide, Token.make(new SecureRandom()));
  }

  /// @param more settings, as `--NAME=value`
  static Ingress start(Path folder, QuerySide querySide, String... more) {
    return ready(new Ingress(folder, querySide, Token.make(new SecureRandom()), more));
  }

  /// Starts another process, as it were, with the same clients.
  Ingress again(QuerySide querySide) {
    return ready(new Ingress(folder, querySide, token));
  }

  private static Ingress ready(Ingress ingress) {
    await()
        .atMost(PATIENCE)
        .until(() -> ingress.send("GET", "/health/ready", "").statusCode() == 200);
    return ingress;
  }

  /// Writes the credentials file as an operator does: a new file in the place of the old one.
  void credentials(List<JsonObject> entries) {
    var file = JsonObject.of("credentials", new JsonArray(new ArrayList<Json>(entries)));
    credentialsText(new JsonCodec(JsonLimits.RECORD).writeText(file));
  }

  void credentialsText(String text) {
    try {
      Path next = Files.writeString(credentials.resolveSibling("credentials.next"), text);
      Files.move(
          next, credentials, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonObject credential(Token token, Instant expiresAt) {
    return credential(token, "demo", expiresAt);
  }

  static JsonObject credential(Token token, String tenant, Instant expiresAt) {
    return JsonObject.builder()
        .put("id", token.id())
        .put("tenant", tenant)
        .put("scope", "scim")
        .put("sha256", token.sha256())
        .put("expiresAt", expiresAt.toString())
        .build();
  }

  Token token() {
    return token;
  }

  int port() {
    return Integer.parseInt(context.getEnvironment().getProperty("local.server.port", "0"));
  }

  /// All that the routes say of themselves: methods and patterns of addresses.
  String routes() {
    return context.getBeanProvider(RouterFunction.class).stream()
        .map(Object::toString)
        .collect(Collectors.joining("\n"));
  }

  HttpResponse<String> send(String method, String path, String body) {
    return sendAsync(method, path, body).join();
  }

  HttpResponse<String> send(HttpRequest request) {
    return sendAsync(request).join();
  }

  CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest request) {
    return http.sendAsync(request, BodyHandlers.ofString());
  }

  CompletableFuture<HttpResponse<String>> sendAsync(String method, String path, String body) {
    return http.sendAsync(request(method, path, body).build(), BodyHandlers.ofString());
  }

  HttpRequest.Builder request(String method, String path, String body) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
        .timeout(ANSWER_MAX)
        .header("Authorization", "Bearer " + token.text())
        .header("Content-Type", "application/scim+json")
        .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
  }

  @Override
  public void close() {
    context.close();
    http.close();
  }
}

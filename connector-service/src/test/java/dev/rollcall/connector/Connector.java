package dev.rollcall.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.testkit.BackingServers;
import dev.rollcall.testkit.Database;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

/// The real service, started in this JVM on real servers, with quick retries.
final class Connector implements AutoCloseable {
  static final String TOKEN = "internal-token-of-the-tests";
  static final String INSTANCE = "connector-of-the-tests";
  static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Database database;
  private final Path targets;
  private final List<String> more;
  private @Nullable ConfigurableApplicationContext context;

  /// An answer with its status.
  record Answer(int status, JsonObject body) {}

  private Connector(Database database, Path targets, List<String> more) {
    this.database = database;
    this.targets = targets;
    this.more = more;
  }

  /// Starts the service on a new database.
  static Connector start(Path folder, List<JsonObject> targets, String... more) {
    return start(BackingServers.freshDatabase(), folder, targets, more);
  }

  static Connector start(Database database, Path folder, List<JsonObject> targets, String... more) {
    // Tests feed the topic before they look at the service: it must be there.
    DecisionFeed.shared();
    var connector = new Connector(database, folder.resolve("targets.json"), Arrays.asList(more));
    connector.targets(targets);
    connector.start();
    return connector;
  }

  /// Prepares the service on a new database without starting it.
  static Connector prepare(Path folder, List<JsonObject> targets, String... more) {
    var connector =
        new Connector(
            BackingServers.freshDatabase(), folder.resolve("targets.json"), Arrays.asList(more));
    connector.targets(targets);
    return connector;
  }

  void start() {
    run();
    await().atMost(PATIENCE).until(() -> get("/health/ready").status() == 200);
  }

  /// Starts the service and does not wait until it is ready.
  void run() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("KAFKA_BOOTSTRAP", BackingServers.bootstrapServers());
    settings.put("TOPIC_PARTITIONS", String.valueOf(DecisionFeed.PARTITIONS));
    settings.put("INTERNAL_TOKEN", TOKEN);
    settings.put("TARGETS_FILE", targets.toString());
    settings.put("POSTGRES_HOST", database.host());
    settings.put("POSTGRES_PORT", String.valueOf(database.port()));
    settings.put("POSTGRES_DATABASE", database.name());
    settings.put("POSTGRES_USER", database.user());
    settings.put("POSTGRES_PASSWORD", database.password());
    // One name for all: a member of the group that comes back needs no rebalance.
    settings.put("INSTANCE_ID", INSTANCE);
    settings.put("PORT", "0");
    settings.put("RETRY_STEPS", "PT0.2S,PT0.4S,PT0.8S,PT1S,PT1S,PT1S,PT1S,PT1S,PT1S,PT1S");
    settings.put("BREAKER_OPEN", "PT0.5S");
    for (String each : more) {
      String[] parts = each.split("=", 2);
      settings.put(parts[0], parts[1]);
    }
    context =
        ConnectorApplication.start(
            settings.entrySet().stream()
                .map(it -> "--" + it.getKey() + "=" + it.getValue())
                .toArray(String[]::new));
  }

  /// Says what the service's health answer names as wrong.
  String troubles() {
    Answer ready = get("/health/ready");
    return ready.status() == 200 ? "" : JSON.writeText(ready.body());
  }

  /// Writes the targets file, as an operator does: a new file in the place of the old one.
  void targets(List<JsonObject> entries) {
    JsonObject file = JsonObject.of("targets", new JsonArray(new ArrayList<Json>(entries)));
    try {
      Path next = Files.write(targets.resolveSibling("targets.next"), JSON.write(file));
      Files.move(
          next, targets, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new IllegalStateException("The targets file could not be written", e);
    }
  }

  void targetsText(String text) {
    try {
      Files.writeString(targets, text);
    } catch (IOException e) {
      throw new IllegalStateException("The targets file could not be written", e);
    }
  }

  void stop() {
    ConfigurableApplicationContext open = context;
    context = null;
    if (open != null) {
      open.close();
    }
  }

  Database database() {
    return database;
  }

  Answer get(String path) {
    return get(path, TOKEN);
  }

  Answer get(String path, String token) {
    HttpResponse<byte[]> response = raw(path, token);
    byte[] body = response.body();
    return new Answer(
        response.statusCode(), body.length == 0 ? JsonObject.EMPTY : JSON.readObject(body));
  }

  Answer post(String path, JsonObject body) {
    HttpResponse<byte[]> response =
        send(path, TOKEN, it -> it.POST(HttpRequest.BodyPublishers.ofByteArray(JSON.write(body))));
    return new Answer(response.statusCode(), JSON.readObject(response.body()));
  }

  HttpResponse<byte[]> raw(String path, String token) {
    return send(path, token, HttpRequest.Builder::GET);
  }

  /// Where a path of the service is now.
  URI uri(String path) {
    var running = Objects.requireNonNull(context);
    String port = Objects.requireNonNull(running.getEnvironment().getProperty("local.server.port"));
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private HttpResponse<byte[]> send(
      String path, String token, UnaryOperator<HttpRequest.Builder> method) {
    var request =
        method
            .apply(HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + token))
            .build();
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new IllegalStateException("The service does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Waits until everything that was published is at the tenant's targets.
  void awaitApplied(String tenant) {
    awaitApplied(tenant, PATIENCE);
  }

  /// The same for targets that take little at a time.
  void awaitApplied(String tenant, Duration patience) {
    long seq = DecisionFeed.shared().lastSeq(tenant);
    await()
        .atMost(patience)
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(() -> {
          JsonObject progress = get("/internal/v1/" + tenant + "/progress").body();
          assertThat(folded(progress, tenant)).isEqualTo(seq);
          assertThat(progress.get("pending")).as(() -> left(tenant)).isEqualTo(JsonNumber.of(0));
        });
  }

  /// Waits until everything that was published is taken in, whatever becomes of it.
  void awaitFolded(String tenant, Duration patience) {
    long seq = DecisionFeed.shared().lastSeq(tenant);
    await()
        .atMost(patience)
        .until(() -> folded(get("/internal/v1/" + tenant + "/progress").body(), tenant) == seq);
  }

  /// What a tenant's targets still wait for, in words: for the message of a failed test.
  String left(String tenant) {
    JsonObject all = get("/internal/v1/" + tenant + "/targets").body();
    var text = new StringBuilder(JSON.writeText(all)).append('\n');
    for (Json each : Objects.requireNonNull((JsonArray) all.get("targets")).elements()) {
      String id = ((JsonString) Objects.requireNonNull(((JsonObject) each).get("id"))).value();
      for (String state : List.of("waiting", "working", "failing")) {
        keys(tenant, id, state)
            .forEach(key ->
                text.append(id)
                    .append(' ')
                    .append(state)
                    .append(' ')
                    .append(JSON.writeText(key))
                    .append('\n'));
      }
    }
    return text.toString();
  }

  /// How far the tenant's own partition is: another one may have come to the same number.
  private static long folded(JsonObject progress, String tenant) {
    long partition = DecisionFeed.partitionOf(tenant);
    return Objects.requireNonNull((JsonArray) progress.get("partitions")).elements().stream()
        .map(JsonObject.class::cast)
        .filter(each -> number(each, "partition") == partition)
        .mapToLong(each -> number(each, "seq"))
        .findFirst()
        .orElse(0);
  }

  private static long number(JsonObject object, String name) {
    return Objects.requireNonNull((JsonNumber) object.get(name)).value().longValueExact();
  }

  /// The keys of a target in these states, as `…/keys` gives them.
  List<JsonObject> keys(String tenant, String target, String state) {
    JsonObject body =
        get("/internal/v1/" + tenant + "/targets/" + target + "/keys?state=" + state).body();
    return Objects.requireNonNull((JsonArray) body.get("keys")).elements().stream()
        .map(JsonObject.class::cast)
        .toList();
  }

  JsonObject target(String tenant, String target) {
    return get("/internal/v1/" + tenant + "/targets/" + target).body();
  }

  @Override
  public void close() {
    stop();
  }
}

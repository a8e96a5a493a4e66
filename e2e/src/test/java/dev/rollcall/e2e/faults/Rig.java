package dev.rollcall.e2e.faults;

import dev.rollcall.backing.Ports;
import dev.rollcall.backing.kafka.EmbeddedKafka;
import dev.rollcall.backing.postgres.EmbeddedPostgres;
import dev.rollcall.schemas.access.Token;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.standalone.demo.Administration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;

/// Kafka and PostgreSQL that stay, and the three services that go and come back, each by itself.
final class Rig implements AutoCloseable {
  /// Of the two topics; one tenant has one of them.
  static final int PARTITIONS = 2;

  static final String TENANT = "demo";

  private static final Duration VALID = Duration.ofDays(1);
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);
  private static final String DATABASE = "rollcall";
  private static final String DECIDERS = "rollcall-projection";

  final FaultyService ingress;
  final FaultyService projection;
  final FaultyService connector;
  private final Map<String, String> ingressEnvironment;
  private final Path folder;
  private final EmbeddedKafka kafka;
  private final EmbeddedPostgres postgres;
  private final Token token = Token.make(new SecureRandom());
  private final Token adminToken = Token.make(new SecureRandom());
  private final String internalToken = Token.make(new SecureRandom()).text();
  private final Targets targets;

  Rig(Path folder) throws IOException {
    this.folder = folder;
    Path logs = Files.createDirectories(folder.resolve("logs"));
    kafka = EmbeddedKafka.on(folder.resolve("kafka"), logs.resolve("kafka.log"), Ports.free());
    postgres =
        EmbeddedPostgres.of(
            new EmbeddedPostgres.Settings(
                folder.resolve("binaries"),
                folder.resolve("postgres"),
                logs.resolve("postgres.log"),
                Ports.free(),
                "no-secret"));
    targets = new Targets(folder.resolve("targets.json"));
    int projectionPort = Ports.free();
    int connectorPort = Ports.free();
    ingressEnvironment =
        Map.of(
            "PROJECTION_URL",
            "http://127.0.0.1:" + projectionPort,
            "CONNECTOR_URL",
            "http://127.0.0.1:" + connectorPort,
            "CREDENTIALS_FILE",
            folder.resolve("credentials.json").toString());
    ingress = service("ingress", Ports.free(), ingressEnvironment);
    projection = service("projection", projectionPort, database());
    connector = service("connector", connectorPort, connectorEnvironment());
    writeCredentials();
  }

  /// Starts everything.
  void start() throws SQLException {
    kafka.start();
    postgres.start();
    try (var connection = connect("postgres");
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + DATABASE);
    }
    services().forEach(service -> service.start(List.of()));
    services().forEach(FaultyService::awaitReady);
  }

  /// Another ingress beside the first one; it is the caller's.
  FaultyService ingressBeside() throws IOException {
    Path logs = Files.createDirectories(folder.resolve("logs").resolve("beside"));
    return service("ingress", Ports.free(), ingressEnvironment, logs);
  }

  List<FaultyService> services() {
    return List.of(ingress, projection, connector);
  }

  FaultyService service(String name) {
    return services().stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
  }

  /// Starts a service that is down. A decider that was killed holds its partitions until the
  /// broker's patience ends, which no test of ours has to wait for each time.
  void startAgain(FaultyService service, List<String> orders) {
    if (service == projection) {
      forgetDeciders();
    }
    service.start(orders);
  }

  private void forgetDeciders() {
    try (Admin admin = admin()) {
      var deciders = admin.describeConsumerGroups(List.of(DECIDERS)).all().get().get(DECIDERS);
      if (deciders != null && !deciders.members().isEmpty()) {
        admin
            .removeMembersFromConsumerGroup(DECIDERS, new RemoveMembersFromConsumerGroupOptions())
            .all()
            .get();
      }
    } catch (ExecutionException e) {
      // It only costs time: the broker forgets a dead one by itself.
      System.out.println("The group of deciders was not emptied: " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", e);
    }
  }

  Targets targets() {
    return targets;
  }

  String bootstrap() {
    return kafka.bootstrapServers();
  }

  Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
  }

  /// Runs a statement on the services' database.
  void execute(String sql) throws SQLException {
    try (var connection = connect(DATABASE);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /// Takes the services' database away, with all sessions on it, and puts an empty one there.
  void emptyDatabase() throws SQLException {
    try (var connection = connect("postgres");
        var statement = connection.createStatement()) {
      statement.execute("DROP DATABASE " + DATABASE + " WITH (FORCE)");
      statement.execute("CREATE DATABASE " + DATABASE);
    }
  }

  private java.sql.Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(
        postgres.jdbcUrl(database), EmbeddedPostgres.SUPERUSER, postgres.password());
  }

  String token() {
    return token.text();
  }

  String internalToken() {
    return internalToken;
  }

  Administration administration() {
    return new Administration(
        new Administration.Access(
            ingress.address() + "/scim/v2",
            token.text(),
            ingress.address() + "/admin",
            adminToken.text()));
  }

  private FaultyService service(String name, int port, Map<String, String> own) {
    return service(name, port, own, folder.resolve("logs"));
  }

  private FaultyService service(String name, int port, Map<String, String> own, Path logs) {
    var environment = new HashMap<>(own);
    environment.put("KAFKA_BOOTSTRAP", kafka.bootstrapServers());
    environment.put("TOPIC_PARTITIONS", Integer.toString(PARTITIONS));
    environment.put("TOPIC_REPLICATION", "1");
    environment.put("INTERNAL_TOKEN", internalToken);
    environment.put("PORT", Integer.toString(port));
    environment.put("PARENT_WATCH", "true");
    return new FaultyService(new FaultyService.Settings(name, port, environment, logs));
  }

  private Map<String, String> database() {
    return Map.of(
        "POSTGRES_HOST",
        "127.0.0.1",
        "POSTGRES_PORT",
        Integer.toString(postgres.port()),
        "POSTGRES_DATABASE",
        DATABASE,
        "POSTGRES_USER",
        EmbeddedPostgres.SUPERUSER,
        "POSTGRES_PASSWORD",
        postgres.password());
  }

  private Map<String, String> connectorEnvironment() {
    var environment = new HashMap<>(database());
    environment.put("TARGETS_FILE", targets.file().toString());
    environment.put("INSTANCE_ID", "the-connector");
    environment.put("RETRY_STEPS", "PT0.2S,PT0.5S");
    environment.put("BREAKER_OPEN", "PT0.5S");
    return environment;
  }

  private void writeCredentials() throws IOException {
    JsonObject credentials =
        JsonObject.of(
            "credentials",
            JsonArray.of(credential(token, "scim"), credential(adminToken, "admin")));
    Files.write(folder.resolve("credentials.json"), JSON.write(credentials));
  }

  private static JsonObject credential(Token token, String scope) {
    return JsonObject.builder()
        .put("id", token.id())
        .put("tenant", TENANT)
        .put("scope", scope)
        .put("sha256", token.sha256())
        .put("expiresAt", Instant.now().plus(VALID).toString())
        .build();
  }

  @Override
  public void close() {
    services().forEach(FaultyService::close);
    kafka.close();
    postgres.close();
    targets.close();
  }
}

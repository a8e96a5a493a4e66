package dev.rollcall.e2e.crash.cluster;

import dev.rollcall.backing.Ports;
import dev.rollcall.backing.kafka.EmbeddedKafka;
import dev.rollcall.backing.postgres.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/// The whole platform as processes, two of each service.
public final class Cluster implements AutoCloseable {
  static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();

  static final String DATABASE = "rollcall";
  private static final int EACH = 2;

  private final Options options;
  private final Layout layout;
  private final EmbeddedKafka kafka;
  private final EmbeddedPostgres postgres;
  private final Map<String, Service> services = new LinkedHashMap<>();
  private final Map<String, Lines> lines = new LinkedHashMap<>();
  private final List<TcpProxy> toProjections = new ArrayList<>();
  private final Supervisor supervisor;
  private final Poisoner poisoner;

  private Cluster(Options options) {
    this.options = options;
    this.layout = Layout.choose(EACH);
    Path folder = options.folder();
    this.kafka =
        EmbeddedKafka.on(folder.resolve("kafka"), log("kafka"), layout.kafkaPort(), layout.doors());
    this.postgres =
        EmbeddedPostgres.of(
            new EmbeddedPostgres.Settings(
                // Runs share what takes long to unpack.
                folder.resolveSibling("binaries"),
                folder.resolve("postgres"),
                log("postgres"),
                options.database().port(),
                Secrets.POSTGRES_PASSWORD));
    layout.places().forEach(this::prepare);
    this.supervisor = new Supervisor(List.copyOf(services.values()));
    this.poisoner =
        new Poisoner(
            kafka.bootstrapServers(),
            options.tenants().stream().map(Access::tenant).toList(),
            Integer.parseInt(Environment.PARTITIONS));
  }

  /// Starts everything and returns when all of it is ready.
  public static Cluster start(Options options) {
    var cluster = new Cluster(options);
    try {
      cluster.startAll();
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  public List<Service> services() {
    return List.copyOf(services.values());
  }

  public Service service(String name) {
    return Objects.requireNonNull(services.get(name), name);
  }

  Lines lines(String name) {
    return Objects.requireNonNull(lines.get(name), name);
  }

  public EmbeddedKafka kafka() {
    return kafka;
  }

  public EmbeddedPostgres postgres() {
    return postgres;
  }

  public Poisoner poisoner() {
    return poisoner;
  }

  public Supervisor supervisor() {
    return supervisor;
  }

  public Path log(String name) {
    return options.folder().resolve("logs").resolve(name + ".log");
  }

  /// Where clients reach an ingress.
  public int clientsPort(String ingress) {
    return Objects.requireNonNull(lines(ingress).clients(), ingress).port();
  }

  /// A session past all proxies.
  public Connection session() throws SQLException {
    return DriverManager.getConnection(
        postgres.jdbcUrl(DATABASE), EmbeddedPostgres.SUPERUSER, postgres.password());
  }

  /// Everything between a process and its servers is late from now on.
  public void slowDown(String name) {
    lines(name).weatherIs(Weather.LATE);
  }

  /// Nothing that a process sends to PostgreSQL arrives from now on.
  public void cutFromPostgres(String name) {
    lines(name).postgresWeatherIs(Weather.CUT_UP);
  }

  /// Nothing that a process sends to Kafka arrives from now on.
  public void cutFromKafka(String name) {
    lines(name).kafka().weatherIs(Weather.CUT_UP);
  }

  /// What a process sent to its servers arrives, and what it will.
  public void letThrough(String name) {
    lines(name).weatherIs(Weather.FAIR);
  }

  /// Fair weather everywhere, and everybody awake.
  public void heal() {
    lines.values().forEach(Lines::heal);
    wakeServers();
    services.values().forEach(Service::wake);
  }

  private void wakeServers() {
    if (kafka.isRunning()) {
      new ProcessTree(kafka.running()).wake();
    }
    if (postgres.isRunning()) {
      new ProcessTree(postgres.running()).wake();
    }
  }

  /// Returns when every process is ready.
  public void awaitReady() {
    Readiness.await(services());
  }

  @Override
  public void close() {
    supervisor.close();
    poisoner.close();
    services.values().forEach(Service::kill);
    wakeServers();
    kafka.close();
    postgres.close();
    lines.values().forEach(Lines::close);
    toProjections.forEach(TcpProxy::close);
  }

  private void startAll() {
    var log = CompletableFuture.runAsync(kafka::start);
    postgres.start();
    createDatabase();
    createTables();
    log.join();
    services.values().forEach(Service::start);
    awaitReady();
    try (var session = session()) {
      Tap.open(session);
    } catch (SQLException e) {
      throw new IllegalStateException("The positions cannot be watched", e);
    }
    supervisor.start();
  }

  private void createDatabase() {
    try (var session =
            DriverManager.getConnection(
                postgres.jdbcUrl("postgres"), EmbeddedPostgres.SUPERUSER, postgres.password());
        var statement = session.createStatement()) {
      statement.execute("CREATE DATABASE " + DATABASE);
      for (Layout.Place place : layout.places()) {
        Tap.role(session, place.name(), Secrets.POSTGRES_PASSWORD);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The database could not be made", e);
    }
  }

  private void createTables() {
    try (var session = session();
        var statement = session.createStatement()) {
      statement.execute(options.database().tables());
    } catch (SQLException e) {
      throw new IllegalStateException("The tables of others could not be made", e);
    }
  }

  private void prepare(Layout.Place place) {
    var toKafka = TcpProxy.start(place.door().advertisedPort(), place.door().port());
    var toPostgres = place.hasTables() ? TcpProxy.start(Ports.free(), postgres.port()) : null;
    var fromClients = place.hasTables() ? null : TcpProxy.start(Ports.free(), doors(place));
    lines.put(place.name(), new Lines(toKafka, toPostgres, fromClients));
    var environment = new Environment(options, toKafka.port());
    Map<String, String> values =
        toPostgres == null
            ? environment.ofIngress(place, toProjection(place), layout.port("connector-1"))
            : environment.withTables(place, toPostgres.port(), DATABASE);
    services.put(place.name(), new Service(place.identity(), values, log(place.name())));
  }

  /// As behind a balancer: where an ingress takes no connection, the other one is asked.
  private int[] doors(Layout.Place ingress) {
    return new int[] {ingress.port(), layout.port("ingress-" + (EACH + 1 - ingress.number()))};
  }

  /// Each ingress prefers another projection and takes the other one where that is down.
  private int toProjection(Layout.Place ingress) {
    int own = layout.port("projection-" + ingress.number());
    int other = layout.port("projection-" + (EACH + 1 - ingress.number()));
    var proxy = TcpProxy.start(Ports.free(), own, other);
    toProjections.add(proxy);
    return proxy.port();
  }
}

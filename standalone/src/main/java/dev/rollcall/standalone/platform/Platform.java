package dev.rollcall.standalone.platform;

import dev.rollcall.backing.BackingException;
import dev.rollcall.backing.Ports;
import dev.rollcall.backing.kafka.EmbeddedKafka;
import dev.rollcall.backing.postgres.EmbeddedPostgres;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.standalone.platform.PlatformOptions.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// Kafka, PostgreSQL and the three services on this machine, on one folder.
public final class Platform implements AutoCloseable {
  private static final Duration READY_MAX = Duration.ofMinutes(3);
  private static final Duration LOOK_INTERVAL = Duration.ofMillis(100);
  private static final Duration STOP_MAX = Duration.ofSeconds(10);

  /// Writing down what was learned takes a process up to a minute.
  private static final Duration TRAINED_MAX = Duration.ofMinutes(4);

  private static final String DATABASE = "rollcall";

  private final PlatformOptions options;
  private final DataFolder folder;
  private final Secrets secrets;
  private final EmbeddedKafka kafka;
  private final EmbeddedPostgres postgres;
  private final List<ServiceSpec> specs;
  private @Nullable Services services;
  private volatile @Nullable Keeper keeper;

  private Platform(PlatformOptions options, DataFolder folder) {
    this.options = options;
    this.folder = folder;
    this.secrets = Secrets.of(folder, Instant.now());
    Path root = folder.root();
    this.kafka =
        EmbeddedKafka.on(root.resolve("kafka"), folder.log("kafka"), Ports.free())
            .in(KafkaMachine.of(options));
    this.postgres =
        EmbeddedPostgres.of(
            new EmbeddedPostgres.Settings(
                root.resolve("binaries"),
                root.resolve("postgres"),
                folder.log("postgres"),
                Ports.free(),
                secrets.postgresPassword()));
    this.specs = ServiceSpecs.of(this);
  }

  /// Starts everything and returns when all of it is ready.
  ///
  /// @throws PlatformException with one line that says why it cannot
  public static Platform start(PlatformOptions options, Progress progress) {
    if (!Ports.isFree(options.port())) {
      throw new PlatformException("Port " + options.port() + " is taken; choose another: --port N");
    }
    var platform = new Platform(options, DataFolder.take(options.data()));
    try {
      platform.startParts(progress);
      return platform;
    } catch (BackingException e) {
      platform.close();
      throw new PlatformException(String.valueOf(e.getMessage()), e);
    } catch (RuntimeException e) {
      platform.close();
      throw e;
    }
  }

  private void startParts(Progress progress) {
    var services = startServices();
    this.services = services;
    var log = timed("Kafka", progress, kafka::start);
    var store =
        timed(
            "PostgreSQL",
            progress,
            () -> {
              postgres.start();
              Databases.createIfAbsent(postgres, DATABASE);
            });
    join(log);
    join(store);
    awaitReady(services, progress);
    keeper = Keeper.of(kafka, postgres, services);
    announce();
  }

  private Services startServices() {
    return switch (options.services()) {
      case ONE_PROCESS -> ServicesInside.start(specs);
      case PROCESSES -> ServiceProcesses.start(specs, AotCache::use, this::log);
      case TRAINING -> {
        // One of an earlier training would pass for that of this one.
        caches().forget();
        yield ServiceProcesses.start(specs, AotCache::training, this::log);
      }
    };
  }

  private Path log(Path name) {
    return folder.log(name.toString());
  }

  private static CompletableFuture<Void> timed(String part, Progress progress, Runnable start) {
    Instant began = Instant.now();
    return CompletableFuture.runAsync(
        () -> {
          start.run();
          progress.up(part, Duration.between(began, Instant.now()));
        },
        task -> Thread.ofPlatform().name("start " + part).start(task));
  }

  private static void join(CompletableFuture<Void> part) {
    try {
      part.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof BackingException cause) {
        throw cause;
      }
      if (e.getCause() instanceof PlatformException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private void awaitReady(Services running, Progress progress) {
    var readiness = new Readiness();
    Map<ServiceSpec, String> missing = new LinkedHashMap<>();
    specs.forEach(spec -> missing.put(spec, "it does not listen yet"));
    Instant began = Instant.now();
    try {
      while (!missing.isEmpty()) {
        running.obituary().ifPresent(it -> fail(it));
        for (ServiceSpec spec : List.copyOf(missing.keySet())) {
          Optional<String> lacks = readiness.missing(spec.port());
          if (lacks.isEmpty()) {
            missing.remove(spec);
            progress.up(spec.name(), Duration.between(began, Instant.now()));
          } else {
            missing.put(spec, lacks.get());
          }
        }
        if (Duration.between(began, Instant.now()).compareTo(READY_MAX) > 0) {
          fail("Not ready within " + READY_MAX.toSeconds() + " s: " + missing);
        }
        Thread.sleep(LOOK_INTERVAL);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlatformException("Interrupted while the services started", e);
    }
  }

  private static void fail(String why) {
    throw new PlatformException(why);
  }

  private void announce() {
    var json =
        JsonObject.builder()
            .put("scimBaseUrl", scimBaseUrl())
            .put("token", token())
            .put("adminBaseUrl", adminBaseUrl())
            .put("adminToken", adminToken())
            .put("pid", ProcessHandle.current().pid())
            .build();
    var operations =
        JsonObject.builder()
            .put("projectionUrl", ServiceSpecs.projectionUrl(specs))
            .put("internalToken", secrets.internalToken())
            .build();
    write(folder.operationsJson(), operations);
    write(folder.rollcallJson(), json);
  }

  private static void write(Path file, JsonObject json) {
    try {
      PrivateFiles.write(file, new JsonCodec(JsonLimits.RECORD).writeText(json) + "\n");
    } catch (IOException e) {
      throw new PlatformException("The file " + file + " cannot be written", e);
    }
  }

  /// Starts parts again that ended by themselves, and returns a paragraph on each.
  public List<String> startAgain() {
    Keeper now = keeper;
    return now == null ? List.of() : now.startAgain(Instant.now());
  }

  /// One paragraph on a part that ended and is not started again; empty while there is none.
  public Optional<String> obituary() {
    Keeper keeping = keeper;
    Services running = services;
    if (keeping == null || running == null) {
      return Optional.empty();
    }
    Optional<String> givenUp = keeping.givenUp(Instant.now());
    return givenUp.isEmpty() && running.parts().isEmpty() ? running.obituary() : givenUp;
  }

  /// The parts that a training run left without a cache; to be asked after [#close()].
  public List<String> untrained() {
    return caches().missing();
  }

  private AotCaches caches() {
    return AotCaches.of(specs, options.checkout());
  }

  /// Stops the services, then Kafka, then PostgreSQL, and gives the folder back.
  @Override
  public void close() {
    Keeper now = keeper;
    if (now != null) {
      now.close();
    }
    try {
      Files.deleteIfExists(folder.rollcallJson());
      Files.deleteIfExists(folder.operationsJson());
    } catch (IOException e) {
      System.err.println(
          "What tells others of this platform could not be removed: " + e.getMessage());
    }
    Services running = services;
    if (running != null) {
      running.stop(options.services() == Running.TRAINING ? TRAINED_MAX : STOP_MAX);
    }
    if (options.services() == Running.TRAINING && kafka.isRunning()) {
      kafka.stop(TRAINED_MAX);
    }
    kafka.close();
    postgres.close();
    folder.close();
  }

  public String scimBaseUrl() {
    return baseUrl() + "/scim/v2";
  }

  public String adminBaseUrl() {
    return baseUrl() + "/admin";
  }

  public String token() {
    return secrets.token().text();
  }

  public String adminToken() {
    return secrets.adminToken().text();
  }

  /// The Kafka of the platform, for tests that take it away.
  public EmbeddedKafka kafka() {
    return kafka;
  }

  /// The PostgreSQL of the platform, for tests that take it away.
  public EmbeddedPostgres postgres() {
    return postgres;
  }

  String baseUrl() {
    return "http://127.0.0.1:" + options.port();
  }

  PlatformOptions options() {
    return options;
  }

  DataFolder folder() {
    return folder;
  }

  Secrets secrets() {
    return secrets;
  }

  static String database() {
    return DATABASE;
  }
}

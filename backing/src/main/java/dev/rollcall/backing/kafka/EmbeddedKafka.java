package dev.rollcall.backing.kafka;

import dev.rollcall.backing.BackingException;
import dev.rollcall.backing.ChildProcess;
import dev.rollcall.backing.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A Kafka broker as a child process. Records survive `kill -9` of the process; with one replica
/// they do not all survive a loss of power, because Kafka does not flush every record to the disk.
public final class EmbeddedKafka implements AutoCloseable {
  /// A busy laptop takes a minute and more.
  private static final Duration START_MAX = Duration.ofMinutes(2);

  private static final Duration STOP_MAX = Duration.ofSeconds(20);

  private final Path folder;
  private final Path log;
  private final int port;
  private final int controllerPort;
  private final List<Door> doors;
  private @Nullable ChildProcess process;

  private EmbeddedKafka(Path folder, Path log, int port, List<Door> doors) {
    this.folder = folder;
    this.log = log;
    this.port = port;
    this.controllerPort = Ports.free();
    this.doors = List.copyOf(doors);
  }

  /// A further way in, for clients that reach the broker by somebody in between: who comes in here
  /// is told to come back to the advertised port.
  ///
  /// @param port where the broker listens on 127.0.0.1
  /// @param advertisedPort where its clients come in
  public record Door(int port, int advertisedPort) {}

  /// Prepares a broker on a folder; [#start()] starts it.
  ///
  /// @param port where it listens on 127.0.0.1
  public static EmbeddedKafka on(Path folder, Path log, int port) {
    return on(folder, log, port, List.of());
  }

  /// The same with further ways in.
  public static EmbeddedKafka on(Path folder, Path log, int port, List<Door> doors) {
    return new EmbeddedKafka(folder, log, port, doors);
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /// Starts the broker and returns when it serves.
  ///
  /// @throws BackingException where it does not come up
  public synchronized void start() {
    launch();
    awaitReady();
  }

  /// Starts the process without waiting for it.
  public synchronized void launch() {
    if (isRunning()) {
      throw new BackingException("Kafka runs already");
    }
    process =
        ChildProcess.start(
            "Kafka", command(), Map.of(), new ChildProcess.Log(log, KafkaNode.READY));
  }

  /// Returns when the broker serves.
  public void awaitReady() {
    running().awaitReady(START_MAX);
  }

  public synchronized boolean isRunning() {
    return process != null && process.isAlive();
  }

  /// The process.
  public synchronized ChildProcess running() {
    ChildProcess it = process;
    if (it == null) {
      throw new BackingException("Kafka was not started");
    }
    return it;
  }

  /// Stops the broker in order; [#start()] starts it again on the same folder and port.
  public synchronized void stop() {
    running().stop(STOP_MAX);
  }

  /// Ends the broker at once (SIGKILL).
  public synchronized void kill() {
    running().kill();
  }

  @Override
  public synchronized void close() {
    if (isRunning()) {
      stop();
    }
  }

  private List<String> command() {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms128m",
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-Dlogback.configurationFile=rollcall-kafka-logback.xml",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                KafkaNode.class.getName(),
                folder.toString(),
                Integer.toString(port),
                Integer.toString(controllerPort)));
    doors.forEach(door -> command.add(door.port() + ":" + door.advertisedPort()));
    return command;
  }
}

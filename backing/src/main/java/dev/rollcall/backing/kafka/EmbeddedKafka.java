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

  private final Place place;
  private final int controllerPort;
  private final List<Door> doors;
  private final Machine machine;
  private @Nullable ChildProcess process;

  private EmbeddedKafka(Place place, List<Door> doors, Machine machine) {
    this.place = place;
    this.controllerPort = Ports.free();
    this.doors = List.copyOf(doors);
    this.machine = machine;
  }

  private record Place(Path folder, Path log, int port) {}

  /// A further way in, for clients that reach the broker by somebody in between: who comes in here
  /// is told to come back to the advertised port.
  ///
  /// @param port where the broker listens on 127.0.0.1
  /// @param advertisedPort where its clients come in
  public record Door(int port, int advertisedPort) {}

  /// The virtual machine that the broker runs in.
  ///
  /// @param options what it is told besides what every broker's is
  /// @param classPath where the broker's code is
  public record Machine(List<String> options, String classPath) {
    /// One with the code of this process.
    public static Machine ofThisProcess() {
      return new Machine(
          List.of(),
          System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    }
  }

  /// Prepares a broker on a folder; [#start()] starts it.
  ///
  /// @param port where it listens on 127.0.0.1
  public static EmbeddedKafka on(Path folder, Path log, int port) {
    return on(folder, log, port, List.of());
  }

  /// The same with further ways in.
  public static EmbeddedKafka on(Path folder, Path log, int port, List<Door> doors) {
    return new EmbeddedKafka(new Place(folder, log, port), doors, Machine.ofThisProcess());
  }

  /// The same broker in another virtual machine; asked of one that was not started.
  public EmbeddedKafka in(Machine other) {
    return new EmbeddedKafka(place, doors, other);
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + place.port();
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
            "Kafka", command(), Map.of(), new ChildProcess.Log(place.log(), KafkaNode.READY));
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
    stop(STOP_MAX);
  }

  /// The same with a patience of one's own: then it is killed.
  public synchronized void stop(Duration patience) {
    running().stop(patience);
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
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xms256m",
            "-Xmx640m",
            // A young collection holds everybody up for 10 ms, however large what it looks
            // through: with 40 MB it came with each hundredth request at 25 a second.
            "-Xmn160m",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-Dlogback.configurationFile=rollcall-kafka-logback.xml"));
    command.addAll(machine.options());
    command.addAll(List.of("-cp", machine.classPath(), KafkaNode.class.getName()));
    command.add(place.folder().toString());
    command.add(Integer.toString(place.port()));
    command.add(Integer.toString(controllerPort));
    doors.forEach(door -> command.add(door.port() + ":" + door.advertisedPort()));
    return command;
  }
}

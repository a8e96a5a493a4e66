package dev.rollcall.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import dev.rollcall.backing.ChildProcess;
import dev.rollcall.faults.CrashPoints;
import dev.rollcall.faults.woven.Passage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/// One service in a process of its own, which can be started with faults or given some while it
/// runs, and is seen to halt.
final class FaultyService implements AutoCloseable {
  private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
  private static final Duration READY_MAX = Duration.ofMinutes(2);
  private static final Duration HALT_MAX = Duration.ofSeconds(90);
  private static final Duration STOP_MAX = Duration.ofSeconds(10);
  private static final Duration LOOK = Duration.ofMillis(50);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Settings settings;
  private int starts;
  private @Nullable ChildProcess process;

  /// How a service is started.
  ///
  /// @param logs the folder of its logs, one a start
  record Settings(String name, int port, Map<String, String> environment, Path logs) {}

  FaultyService(Settings settings) {
    this.settings = settings;
  }

  String name() {
    return settings.name();
  }

  /// Starts the process, with orders or with none.
  void start(List<String> orders) {
    starts++;
    process =
        ChildProcess.start(
            settings.name(),
            command(orders),
            settings.environment(),
            new ChildProcess.Log(
                settings.logs().resolve(settings.name() + "-" + starts + ".log"), "Started"));
  }

  private List<String> command(List<String> orders) {
    String name = settings.name();
    Path target = CHECKOUT.resolve(name + "-service").resolve("target");
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                // Lives for seconds: the second compiler would never earn its time back.
                "-XX:TieredStopAtLevel=1",
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED"));
    if (!orders.isEmpty()) {
      command.add("-javaagent:" + jar() + "=" + String.join(",", orders));
    }
    command.add("-cp");
    command.add(target.resolve("classes") + ":" + target.resolve("lib") + "/*");
    String capital = Character.toUpperCase(name.charAt(0)) + name.substring(1);
    command.add("dev.rollcall." + name + "." + capital + "Application");
    return command;
  }

  /// Makes the running process halt at a point.
  void arm(String point) {
    try {
      VirtualMachine jvm = VirtualMachine.attach(Long.toString(running().pid()));
      try {
        jvm.loadAgent(jar().toString(), "crash=" + point);
      } finally {
        jvm.detach();
      }
    } catch (AttachNotSupportedException
        | AgentLoadException
        | AgentInitializationException
        | IOException e) {
      throw new AssertionError("No fault could be put into " + name(), e);
    }
  }

  /// Waits until the process has halted at a point, by itself.
  void awaitHalt(String point) {
    ChildProcess halting = running();
    assertThat(halting.await(HALT_MAX)).as("%s passes %s", name(), point).isTrue();
    assertThat(halting.exit().join()).as(halting.obituary()).isEqualTo(Passage.HALTED);
    // The last line may still be on its way into the log.
    Awaitility.await()
        .pollInterval(LOOK)
        .untilAsserted(
            () -> assertThat(Files.readString(halting.log())).contains(Passage.lastWords(point)));
  }

  /// Waits until the process has ended by itself, and returns its code.
  int awaitEnd() {
    ChildProcess ending = running();
    assertThat(ending.await(HALT_MAX)).as("%s ends", name()).isTrue();
    return ending.exit().join();
  }

  /// Waits until the service says that it is ready.
  void awaitReady() {
    Awaitility.await(name() + " is ready")
        .atMost(READY_MAX)
        .pollInterval(LOOK)
        .until(() -> {
          assertThat(running().isAlive()).as(running().obituary()).isTrue();
          return isReady();
        });
  }

  private boolean isReady() throws InterruptedException {
    try {
      var request = HttpRequest.newBuilder(URI.create(address() + "/health/ready")).build();
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException _) {
      return false;
    }
  }

  String address() {
    return "http://127.0.0.1:" + settings.port();
  }

  ChildProcess running() {
    ChildProcess it = process;
    if (it == null) {
      throw new AssertionError(name() + " was not started");
    }
    return it;
  }

  /// SIGKILL.
  void kill() {
    running().kill();
  }

  @Override
  public void close() {
    if (process != null) {
      process.stop(STOP_MAX);
    }
  }

  private static Path jar() {
    try {
      var jar =
          Path.of(CrashPoints.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (!Files.isRegularFile(jar)) {
        throw new AssertionError("The faults must be a jar: " + jar);
      }
      return jar;
    } catch (URISyntaxException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}

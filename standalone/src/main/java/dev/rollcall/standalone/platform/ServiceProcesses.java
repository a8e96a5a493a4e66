package dev.rollcall.standalone.platform;

import dev.rollcall.backing.ChildProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The services as child processes, which end when this process does.
final class ServiceProcesses implements Services {
  private final List<ChildProcess> children;

  private ServiceProcesses(List<ChildProcess> children) {
    this.children = children;
  }

  /// Starts all services at once; they wait for their servers by themselves.
  static ServiceProcesses start(List<ServiceSpec> specs, UnaryOperator<Path> log) {
    var children = new ArrayList<ChildProcess>();
    for (ServiceSpec spec : specs) {
      var environment = new HashMap<>(spec.environment());
      environment.put("PARENT_WATCH", "true");
      children.add(
          ChildProcess.start(
              spec.name(),
              command(spec),
              environment,
              new ChildProcess.Log(log.apply(Path.of(spec.name())), "Started")));
    }
    return new ServiceProcesses(List.copyOf(children));
  }

  List<ChildProcess> children() {
    return children;
  }

  @Override
  public void stop(Duration patience) {
    // The front door first: nobody knocks any more when the rest goes.
    children.forEach(child -> child.stop(patience));
  }

  @Override
  public Optional<String> obituary() {
    return children.stream()
        .filter(child -> !child.isAlive())
        .map(ChildProcess::obituary)
        .findFirst();
  }

  private static List<String> command(ServiceSpec spec) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xms64m",
        "-Xmx" + spec.heapMegabytes() + "m",
        "-XX:+UseSerialGC",
        "-XX:+ExitOnOutOfMemoryError",
        "-Xshare:auto",
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        spec.classes() + ":" + spec.libraries() + "/*",
        spec.mainClass());
  }
}

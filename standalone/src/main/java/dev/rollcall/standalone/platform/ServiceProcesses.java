package dev.rollcall.standalone.platform;

import dev.rollcall.backing.ChildProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// The services as child processes, which end when this process does.
final class ServiceProcesses implements Services {
  /// Half of it is alive in each service with 100,000 users; more is used while more is alive.
  private static final String OLD_GENERATION_SOFT_MB = "72";

  private final List<Kept> services;

  private ServiceProcesses(List<Kept> services) {
    this.services = services;
  }

  /// A service, and the process that it is now.
  private static final class Kept {
    private final Supplier<ChildProcess> starting;
    private volatile ChildProcess process;

    Kept(Supplier<ChildProcess> starting) {
      this.starting = starting;
      this.process = starting.get();
    }

    void startAgain() {
      process = starting.get();
    }

    Part part() {
      return new Part(
          process.name(), () -> process.isAlive(), () -> process.obituary(), this::startAgain);
    }
  }

  /// Starts all services at once; they wait for their servers by themselves.
  ///
  /// @param options what the virtual machine is told about the cache of a service
  static ServiceProcesses start(
      List<ServiceSpec> specs, Function<AotCache, List<String>> options, UnaryOperator<Path> log) {
    var services = new ArrayList<Kept>();
    for (ServiceSpec spec : specs) {
      var environment = new HashMap<>(spec.environment());
      environment.put("PARENT_WATCH", "true");
      environment.put("HEAP_SOFT_MB", OLD_GENERATION_SOFT_MB);
      List<String> command = command(spec, options.apply(AotCache.of(spec)));
      var output = new ChildProcess.Log(log.apply(Path.of(spec.name())), "Started");
      services.add(new Kept(() -> ChildProcess.start(spec.name(), command, environment, output)));
    }
    return new ServiceProcesses(List.copyOf(services));
  }

  @Override
  public void stop(Duration patience) {
    // The front door first: nobody knocks any more when the rest goes.
    services.forEach(service -> service.process.stop(patience));
  }

  @Override
  public Optional<String> obituary() {
    return services.stream()
        .map(service -> service.process)
        .filter(child -> !child.isAlive())
        .map(ChildProcess::obituary)
        .findFirst();
  }

  @Override
  public List<Part> parts() {
    return services.stream().map(Kept::part).toList();
  }

  private static List<String> command(ServiceSpec spec, List<String> options) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xms64m",
            "-Xmx" + spec.heapMegabytes() + "m",
            "-Xmn40m",
            "-XX:+UseSerialGC",
            // What was grown for one large request is given back after it.
            "-XX:MinHeapFreeRatio=20",
            "-XX:MaxHeapFreeRatio=50",
            "-XX:-ShrinkHeapInSteps",
            // What lives for one request should die young, and not fill the old generation.
            "-XX:SurvivorRatio=4",
            "-XX:+UseCompactObjectHeaders",
            // Three segments of compiled code are three times half empty.
            "-XX:ReservedCodeCacheSize=64m",
            // And each 10 MB of it that is compiled is no reason to collect the whole heap.
            "-XX:SweeperThreshold=50",
            // The compiler's working memory goes back to the system.
            "-XX:TrimNativeHeapInterval=10000",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED"));
    command.addAll(options);
    command.addAll(List.of("-cp", spec.jar() + ":" + spec.libraries() + "/*", spec.mainClass()));
    return command;
  }
}

package dev.rollcall.e2e.crash.cluster;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import dev.rollcall.backing.ChildProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One process of one of our services, as often as it is started.
public final class Service {
  private static final String HEAP = "-Xmx192m";

  private final Identity identity;
  private final Map<String, String> environment;
  private final Path log;
  private @Nullable ChildProcess process;
  private boolean expectsDeath;

  /// Which process it is.
  ///
  /// @param name such as `projection-2`
  /// @param role such as `projection`
  /// @param port where it listens
  public record Identity(String name, String role, int port) {
    String mainClass() {
      String capital = Character.toUpperCase(role.charAt(0)) + role.substring(1);
      return "dev.rollcall." + role + "." + capital + "Application";
    }
  }

  Service(Identity identity, Map<String, String> environment, Path log) {
    this.identity = identity;
    this.environment = new HashMap<>(environment);
    this.log = log;
  }

  public String name() {
    return identity.name();
  }

  public String role() {
    return identity.role();
  }

  public int port() {
    return identity.port();
  }

  public Path log() {
    return log;
  }

  /// Starts it, whether it ran before or not.
  synchronized void start() {
    expectsDeath = false;
    process =
        ChildProcess.start(
            identity.name(), command(), environment, new ChildProcess.Log(log, "Started"));
  }

  synchronized boolean isDead() {
    return process != null && !process.isAlive();
  }

  /// Whether the death that is seen now is one that we brought about.
  synchronized boolean expectsDeath() {
    return expectsDeath;
  }

  synchronized String obituary() {
    return process == null ? "was never started" : process.obituary();
  }

  /// SIGKILL.
  public synchronized void kill() {
    if (process != null) {
      expectsDeath = true;
      process.kill();
    }
  }

  /// SIGSTOP: nothing of it runs, its connections stay.
  ///
  /// @throws NotRunningException where there is nothing to freeze
  synchronized void freeze() throws NotRunningException {
    if (process == null || !process.isAlive()) {
      throw new NotRunningException(name());
    }
    new ProcessTree(process).freeze();
  }

  /// SIGCONT. Who has ended meanwhile needs it no more.
  public synchronized void wake() {
    if (process != null) {
      new ProcessTree(process).wake();
    }
  }

  /// Gives the running process a seeded bug; it is gone when the process is.
  ///
  /// @param faults the jar of the `faults` module
  public synchronized void weave(Path faults, String orders) {
    try {
      VirtualMachine jvm = VirtualMachine.attach(Long.toString(pid()));
      try {
        jvm.loadAgent(faults.toAbsolutePath().toString(), orders);
      } finally {
        jvm.detach();
      }
    } catch (IOException
        | AttachNotSupportedException
        | AgentLoadException
        | AgentInitializationException e) {
      throw new IllegalStateException(name() + " does not take " + orders, e);
    }
  }

  private long pid() {
    if (process == null) {
      throw new IllegalStateException(name() + " was never started");
    }
    return process.pid();
  }

  private List<String> command() {
    Path module = Cluster.CHECKOUT.resolve(identity.role() + "-service").resolve("target");
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        HEAP,
        "-Xss512k",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:+EnableDynamicAgentLoading",
        "-Xshare:auto",
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        module.resolve("classes") + ":" + module.resolve("lib") + "/*",
        identity.mainClass());
  }
}

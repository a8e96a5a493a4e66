package dev.rollcall.faults.agent;

import dev.rollcall.faults.Faults;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/// Where the JVM comes in. It gives the jar to the bootstrap loader before it touches any other
/// class of it, so that there is one copy of each and woven code finds it under every loader.
public final class Agent {
  private Agent() {}

  /// Before `main`, by `-javaagent:faults.jar=orders`.
  public static void premain(@Nullable String orders, Instrumentation instrumentation)
      throws IOException, URISyntaxException, UnmodifiableClassException {
    var jar = Path.of(Agent.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    // Open as long as the process lives: classes are read from it.
    @SuppressWarnings("resource")
    var file = new JarFile(jar.toFile());
    instrumentation.appendToBootstrapClassLoaderSearch(file);
    Faults.install(orders == null ? "" : orders, instrumentation);
  }

  /// While the process runs, by attaching to it.
  public static void agentmain(@Nullable String orders, Instrumentation instrumentation)
      throws IOException, URISyntaxException, UnmodifiableClassException {
    premain(orders, instrumentation);
  }
}

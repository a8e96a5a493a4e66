package dev.rollcall.standalone.platform;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The services inside the launcher, each behind a class loader of its own, so that none sees the
/// libraries of another.
final class ServicesInside implements Services {
  private final ConcurrentLinkedQueue<String> obituaries = new ConcurrentLinkedQueue<>();

  private ServicesInside() {}

  static ServicesInside start(List<ServiceSpec> specs) {
    var services = new ServicesInside();
    // The launcher's drivers: whoever asks first is the only one that this finds them for.
    DriverManager.getDrivers();
    for (ServiceSpec spec : specs) {
      Thread.ofPlatform().daemon().name(spec.name()).start(() -> services.run(spec));
    }
    return services;
  }

  /// The services stop with the process: each has its own shutdown hook.
  @Override
  public void stop(Duration patience) {}

  @Override
  public Optional<String> obituary() {
    return Optional.ofNullable(obituaries.peek());
  }

  /// A service that ends in here may have left anything behind: all are started again, or none.
  @Override
  public List<Part> parts() {
    return List.of();
  }

  private void run(ServiceSpec spec) {
    try {
      // The loader lives as long as the service: closing it would take classes away.
      @SuppressWarnings("resource")
      var loader = new URLClassLoader(classPath(spec), ClassLoader.getPlatformClassLoader());
      Thread.currentThread().setContextClassLoader(loader);
      // Drivers enter themselves, and serve the classes of their own loader alone.
      ServiceLoader.load(Driver.class, loader).forEach(_ -> {});
      String[] arguments =
          spec.environment().entrySet().stream()
              .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
              .toArray(String[]::new);
      loader
          .loadClass(spec.mainClass())
          .getMethod("main", String[].class)
          .invoke(null, (Object) arguments);
    } catch (InvocationTargetException e) {
      obituaries.add(spec.name() + " could not start: " + e.getCause());
    } catch (ReflectiveOperationException | IOException e) {
      obituaries.add(spec.name() + " could not start: " + e);
    }
  }

  private static URL[] classPath(ServiceSpec spec) throws IOException {
    var urls = new ArrayList<URL>();
    urls.add(url(spec.jar()));
    try (var jars = Files.list(spec.libraries())) {
      for (Path jar : jars.sorted().toList()) {
        urls.add(url(jar));
      }
    }
    return urls.toArray(URL[]::new);
  }

  private static URL url(Path path) throws MalformedURLException {
    return path.toUri().toURL();
  }
}

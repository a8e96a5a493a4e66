package dev.rollcall.e2e;

import dev.rollcall.backing.Ports;
import dev.rollcall.standalone.platform.Platform;
import dev.rollcall.standalone.platform.PlatformOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/// One started platform for all test classes that ask for a [Tenant]: every parameter of a test, or
/// of what runs before the tests of a class, is an empty one of its own. Who needs many asks for
/// [Tenants].
public final class SharedPlatform implements ParameterResolver {
  private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type.equals(Tenant.class) || type.equals(Tenants.class);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Tenants tenants = tenants(context);
    return parameter.getParameter().getType().equals(Tenants.class) ? tenants : tenants.next();
  }

  /// An empty tenant, for another extension.
  static Tenant tenant(ExtensionContext context) {
    return tenants(context).next();
  }

  private static Tenants tenants(ExtensionContext context) {
    var start =
        context
            .getRoot()
            .getStore(Namespace.create(SharedPlatform.class))
            .computeIfAbsent("start", _ -> Start.once(), Start.class);
    return switch (start) {
      case Started it -> it.tenants();
      case Failed(var cause) ->
          throw new ParameterResolutionException("The shared platform did not start", cause);
    };
  }

  /// How the only start went. A failure is kept as well: a test that tried again would wait as long
  /// for the same.
  private sealed interface Start {

    static Start once() {
      try {
        Path folder = Files.createTempDirectory("rollcall-e2e");
        int port = Ports.free();
        var platform = Platform.start(new PlatformOptions(CHECKOUT, folder, port), (_, _) -> {});
        var tenants = new Tenants("http://127.0.0.1:" + port, folder.resolve("credentials.json"));
        return new Started(platform, folder, tenants);
      } catch (IOException | RuntimeException e) {
        return new Failed(e);
      }
    }
  }

  private record Failed(Exception cause) implements Start {}

  /// The platform and its folder, until the last test is over.
  private record Started(Platform platform, Path folder, Tenants tenants)
      implements Start, AutoCloseable {

    @Override
    public void close() throws IOException {
      platform.close();
      try (var files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}

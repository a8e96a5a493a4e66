package dev.rollcall.standalone.platform;

import dev.rollcall.backing.Ports;
import dev.rollcall.backing.postgres.EmbeddedPostgres;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The services with the settings that docs/contracts.md section 2 names.
final class ServiceSpecs {
  /// A laptop's worth of parallel deciding; fixed for the life of a folder.
  private static final String PARTITIONS = "6";

  /// Hard limits, for what is held at once: large bodies, the records of a batch or a replay, and
  /// all members of a group of 200,000 that is replaced. `ServiceProcesses` has the soft one.
  private static final Map<String, Integer> HEAP_MEGABYTES =
      Map.of("ingress", 256, "projection", 384, "connector", 256);

  private ServiceSpecs() {}

  static List<ServiceSpec> of(Platform platform) {
    int projectionPort = Ports.free();
    int connectorPort = Ports.free();
    Map<String, String> common =
        Map.of(
            "KAFKA_BOOTSTRAP",
            platform.kafka().bootstrapServers(),
            "TOPIC_PARTITIONS",
            PARTITIONS,
            "TOPIC_REPLICATION",
            "1",
            "INTERNAL_TOKEN",
            platform.secrets().internalToken());
    Map<String, String> postgres =
        Map.of(
            "POSTGRES_HOST", "127.0.0.1",
            "POSTGRES_PORT", Integer.toString(platform.postgres().port()),
            "POSTGRES_DATABASE", Platform.database(),
            "POSTGRES_USER", EmbeddedPostgres.SUPERUSER,
            "POSTGRES_PASSWORD", platform.secrets().postgresPassword());
    Map<String, String> ingress =
        Map.of(
            "PROJECTION_URL",
            "http://127.0.0.1:" + projectionPort,
            "CONNECTOR_URL",
            "http://127.0.0.1:" + connectorPort,
            "PUBLIC_BASE_URL",
            platform.options().publicUrl().map(URI::toString).orElseGet(platform::baseUrl),
            "CREDENTIALS_FILE",
            platform.folder().credentials().toString());
    var targets = Map.of("TARGETS_FILE", platform.folder().targets().toString());
    var keys = Map.of("SEALING_KEY_FILE", platform.folder().sealingKeys().toString());
    // Who starts this administers it, and tries it with apps on the same machine.
    var trust = Map.of("RECORDED_PRIVATE_ADDRESSES", "true");
    Path checkout = platform.options().checkout();
    return List.of(
        spec(checkout, "ingress", platform.options().port(), List.of(common, ingress, keys)),
        spec(checkout, "projection", projectionPort, List.of(common, postgres)),
        spec(
            checkout, "connector", connectorPort, List.of(common, postgres, targets, keys, trust)));
  }

  /// Where the projection is among these.
  static String projectionUrl(List<ServiceSpec> specs) {
    return specs.stream()
        .filter(spec -> spec.name().equals("projection"))
        .map(spec -> "http://127.0.0.1:" + spec.port())
        .findFirst()
        .orElseThrow();
  }

  private static ServiceSpec spec(
      Path checkout, String name, int port, List<Map<String, String>> settings) {
    var environment = new HashMap<String, String>();
    settings.forEach(environment::putAll);
    environment.put("PORT", Integer.toString(port));
    String capital = Character.toUpperCase(name.charAt(0)) + name.substring(1);
    return new ServiceSpec(
        name,
        "dev.rollcall." + name + "." + capital + "Application",
        checkout.resolve(name + "-service"),
        port,
        Objects.requireNonNull(HEAP_MEGABYTES.get(name)),
        environment);
  }
}

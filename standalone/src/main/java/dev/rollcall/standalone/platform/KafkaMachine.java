package dev.rollcall.standalone.platform;

import dev.rollcall.backing.kafka.EmbeddedKafka;
import dev.rollcall.backing.kafka.EmbeddedKafka.Machine;
import dev.rollcall.standalone.platform.PlatformOptions.Running;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The virtual machine of the broker, which the whole start waits for: it learns in a training run
/// as the services do.
final class KafkaMachine {
  private static final String JAR = ".jar";

  private KafkaMachine() {}

  /// How a platform's broker is started.
  static Machine of(PlatformOptions options) {
    return cache(options.checkout())
        .map(it -> options.services() == Running.TRAINING ? it.training() : it.use())
        .filter(it -> !it.isEmpty())
        .map(it -> new Machine(it, libraries()))
        .orElseGet(Machine::ofThisProcess);
  }

  /// The broker's cache, whether it is there or not; none where the broker's code is in no library,
  /// since the virtual machine keeps nothing of what it loads from folders.
  static Optional<AotCache> cache(Path checkout) {
    return code()
        .filter(it -> it.toString().endsWith(JAR))
        .map(it -> new AotCache(it, checkout.resolve("standalone", "target", "kafka.aot")));
  }

  private static Optional<Path> code() {
    try {
      var source = EmbeddedKafka.class.getProtectionDomain().getCodeSource();
      return source == null ? Optional.empty() : Optional.of(Path.of(source.getLocation().toURI()));
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }

  private static String libraries() {
    List<String> path =
        List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1));
    return path.stream()
        .filter(it -> it.endsWith(JAR))
        .collect(Collectors.joining(File.pathSeparator));
  }
}

package dev.rollcall.connector.target.ldap;

import dev.rollcall.connector.target.ldap.Command.FailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// OpenLDAP's server on this machine: installed, or from the packages of Debian and its kin.
///
/// @param name what it calls itself
/// @param libraries folders to look for shared libraries in, before the system's
record SlapdProgram(String name, Path program, Path schemas, Path modules, String libraries) {
  private static final Logger log = LoggerFactory.getLogger(SlapdProgram.class);

  /// A build with `-Drollcall.slapd=required` fails where the server cannot be had.
  private static final String PROPERTY = "rollcall.slapd";

  private static final String REQUIRED = "required";

  private static final Duration ANSWER_MAX = Duration.ofSeconds(20);
  private static final Pattern VERSION = Pattern.compile("slapd ([0-9][^ ]*)");
  private static final List<String> PROGRAMS = List.of("usr/sbin/slapd", "usr/libexec/slapd");
  private static final List<String> SCHEMAS = List.of("etc/ldap/schema", "etc/openldap/schema");
  private static final List<String> MODULES = List.of("usr/lib/ldap", "usr/lib64/openldap");

  /// Beside what else the build makes, so that `mvn clean` takes it away.
  private static final Path CACHE = Path.of("target", "slapd").toAbsolutePath();

  /// Looked for once in a JVM, on first use.
  private static final class Sought {
    private static final Optional<SlapdProgram> HERE = seek();
  }

  /// Returns the server; empty where it cannot be had and is not required.
  static Optional<SlapdProgram> here() {
    return Sought.HERE;
  }

  private static Optional<SlapdProgram> seek() {
    try {
      Optional<SlapdProgram> installed = below(Path.of("/"));
      return installed.isPresent() ? installed : Optional.of(fetched());
    } catch (FailedException | IOException e) {
      if (REQUIRED.equals(System.getProperty(PROPERTY))) {
        throw new IllegalStateException("slapd is required and cannot be had", e);
      }
      log.warn(
          "THERE IS NO slapd: the contract is held against the directory in memory only."
              + " It is neither installed nor could it be fetched: {}",
          e.getMessage());
      return Optional.empty();
    }
  }

  private static SlapdProgram fetched() throws FailedException, IOException {
    if (!Files.exists(CACHE)) {
      DebianPackages.unpack("slapd", CACHE);
    }
    return below(CACHE).orElseThrow(() -> new FailedException("The package has no slapd"));
  }

  private static Optional<SlapdProgram> below(Path root) throws FailedException, IOException {
    Optional<Path> program = first(root, PROGRAMS);
    Optional<Path> schemas = first(root, SCHEMAS);
    Optional<Path> modules = first(root, MODULES);
    if (program.isEmpty() || schemas.isEmpty() || modules.isEmpty()) {
      return Optional.empty();
    }
    var found =
        new SlapdProgram("slapd", program.get(), schemas.get(), modules.get(), libraries(root));
    return Optional.of(found.named());
  }

  private static Optional<Path> first(Path root, List<String> paths) {
    return paths.stream().map(root::resolve).filter(Files::exists).findFirst();
  }

  /// An installed server finds its libraries by itself.
  private static String libraries(Path root) throws IOException {
    if (root.getNameCount() == 0) {
      return "";
    }
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(it -> it.getFileName().toString().contains(".so."))
          .flatMap(it -> Stream.ofNullable(it.getParent()))
          .map(Path::toString)
          .distinct()
          .collect(Collectors.joining(":"));
    }
  }

  /// Asks for the version, which also shows that no library is missing.
  private SlapdProgram named() throws FailedException {
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    Matcher version = VERSION.matcher(Command.run(folder, ANSWER_MAX, process(List.of("-VV"))));
    return version.find()
        ? new SlapdProgram("slapd " + version.group(1), program, schemas, modules, libraries)
        : this;
  }

  /// Returns a process of it that is not started yet.
  ProcessBuilder process(List<String> arguments) {
    var command = Stream.concat(Stream.of(program.toString()), arguments.stream()).toList();
    var builder = new ProcessBuilder(command);
    if (!libraries.isEmpty()) {
      builder.environment().put("LD_LIBRARY_PATH", libraries);
    }
    return builder;
  }
}

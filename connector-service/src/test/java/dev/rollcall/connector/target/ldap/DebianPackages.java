package dev.rollcall.connector.target.ldap;

import dev.rollcall.connector.target.ldap.Command.FailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/// Packages of Debian and its kin, downloaded with what they need and this machine lacks, and
/// unpacked into a folder. Nothing is installed, and nobody must be root.
final class DebianPackages {
  /// How long all of it may take.
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /// What `apt-get --simulate` says of a package that would be new on this machine; of one that
  /// would be replaced it says the version that is there, in brackets.
  private static final Pattern NEW = Pattern.compile("^Inst (\\S+) \\(");

  private final Path folder;
  private final Instant end;

  private DebianPackages(Path folder, Instant end) {
    this.folder = folder;
    this.end = end;
  }

  /// Unpacks a package, and the libraries that it needs, into a folder that is there only when all
  /// of it is.
  ///
  /// @throws FailedException where this machine cannot
  static void unpack(String name, Path into) throws FailedException {
    try {
      Files.createDirectories(into.getParent());
      Path folder = Files.createTempDirectory(into.getParent(), name);
      try {
        var packages = new DebianPackages(folder, Instant.now().plus(PATIENCE));
        Files.move(packages.unpacked(name), into);
      } finally {
        FileSystemUtils.deleteRecursively(folder);
      }
    } catch (IOException e) {
      throw new FailedException("The packages could not be written: " + e);
    }
  }

  /// The machine's own lists may be missing, or older than the archive: then fresh ones are read,
  /// into a folder of ours.
  private Path unpacked(String name) throws IOException, FailedException {
    try {
      return unpacked(name, List.of());
    } catch (FailedException _) {
      Files.createDirectories(folder.resolve("lists/partial"));
      Files.createDirectories(folder.resolve("cache/archives/partial"));
      List<String> ownLists =
          List.of(
              "-o",
              "Dir::State::lists=" + folder.resolve("lists"),
              "-o",
              "Dir::Cache=" + folder.resolve("cache"));
      apt(ownLists, "update");
      return unpacked(name, ownLists);
    }
  }

  private Path unpacked(String name, List<String> lists) throws IOException, FailedException {
    String plan = apt(lists, "--simulate", "--no-install-recommends", "install", name);
    var wanted = new ArrayList<>(List.of("download"));
    plan.lines()
        .map(NEW::matcher)
        .filter(Matcher::find)
        .map(it -> it.group(1))
        // What else a package depends on is for its installation.
        .filter(it -> it.equals(name) || it.startsWith("lib"))
        .forEach(wanted::add);
    apt(lists, wanted.toArray(String[]::new));
    Path root = folder.resolve("root");
    for (Path each : downloaded()) {
      Command.run(folder, left(), "dpkg-deb", "-x", each.toString(), root.toString());
    }
    return root;
  }

  private List<Path> downloaded() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(it -> it.toString().endsWith(".deb")).toList();
    }
  }

  private String apt(List<String> options, String... arguments) throws FailedException {
    // Who is not root has no other user to download as, and root's could not write here.
    var command = new ArrayList<>(List.of("apt-get", "-q", "-o", "APT::Sandbox::User=root"));
    command.addAll(options);
    command.addAll(List.of(arguments));
    return Command.run(folder, left(), command.toArray(String[]::new));
  }

  private Duration left() {
    return Duration.between(Instant.now(), end);
  }
}

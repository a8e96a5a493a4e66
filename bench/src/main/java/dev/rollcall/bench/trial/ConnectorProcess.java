package dev.rollcall.bench.trial;

import dev.rollcall.bench.report.Figure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The connector's process, as the system and the JDK show it. It is only there on Linux, and where
/// the connector has a process of its own.
final class ConnectorProcess {
  private static final String MAIN = "dev.rollcall.connector.ConnectorApplication";
  private static final String VARIABLE = "TARGETS_FILE=";
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final Pattern USED =
      Pattern.compile("(?m)^(?!.*(?:Metaspace|class space)).*used (\\d+)K");
  private static final double KIB_PER_MIB = 1024;
  private static final int JCMD_SECONDS_MAX = 60;

  private final String pid;
  private final String workload;
  private double residentMax;

  private ConnectorProcess(String pid, String workload) {
    this.pid = pid;
    this.workload = workload;
  }

  /// Finds the connector that reads a targets file.
  ///
  /// @param workload whose figures it makes
  static Optional<ConnectorProcess> of(Path targetsFile, String workload) {
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      return all.filter(it -> it.getFileName().toString().chars().allMatch(Character::isDigit))
          .filter(it -> text(it.resolve("cmdline")).contains(MAIN))
          .filter(it ->
              Stream.of(text(it.resolve("environ")).split("\0", -1))
                  .filter(variable -> variable.startsWith(VARIABLE))
                  .anyMatch(variable ->
                      isSame(Path.of(variable.substring(VARIABLE.length())), targetsFile)))
          .findFirst()
          .map(it -> new ConnectorProcess(it.getFileName().toString(), workload));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /// Looks how much memory the process has, for the most that it had.
  void look() {
    residentMax = Math.max(residentMax, residentMebibytes());
  }

  /// Returns what the memory is now: the process's, and the heap that is in use after a collection.
  List<Figure> figures(String when) throws InterruptedException {
    var figures = new ArrayList<Figure>();
    figures.add(Figure.of(workload, "connector: resident, " + when, residentMebibytes(), "MiB"));
    jcmd("GC.run");
    double heap = usedMebibytes(jcmd("GC.heap_info"));
    figures.add(Figure.of(workload, "connector: heap after a collection, " + when, heap, "MiB"));
    return figures;
  }

  /// Returns the most memory that was seen.
  Figure most() {
    return Figure.of(workload, "connector: resident, at most", residentMax, "MiB");
  }

  private double residentMebibytes() {
    return sum(RESIDENT, text(Path.of("/proc", pid, "status")));
  }

  private String jcmd(String command) throws InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    try {
      Process process = new ProcessBuilder(jcmd, pid, command).redirectErrorStream(true).start();
      // The answer is a screenful, which fits into the pipe.
      if (!process.waitFor(JCMD_SECONDS_MAX, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return "";
      }
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException _) {
      return "";
    }
  }

  /// Returns how much of the heap is in use; what is no heap is not counted.
  ///
  /// @param heapInfo what the JDK says of all of it, generation by generation
  static double usedMebibytes(String heapInfo) {
    return sum(USED, heapInfo);
  }

  private static double sum(Pattern kibibytes, String text) {
    return kibibytes.matcher(text).results().mapToLong(it -> Long.parseLong(it.group(1))).sum()
        / KIB_PER_MIB;
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return Files.isSameFile(one, other);
    } catch (IOException _) {
      return false;
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException _) {
      // Processes end while they are looked at, and those of others cannot be read.
      return "";
    }
  }
}

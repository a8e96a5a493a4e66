package dev.rollcall.backing;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A child process whose output goes to a log file, and whose standard input stays open as long as
/// this process lives: a child that watches it ends when its parent is gone, however it went.
public final class ChildProcess {
  /// A log file is started anew beyond this size; those before are kept as `….1`, the latest, to
  /// `….4`.
  private static final long LOG_BYTES_MAX = 32L * 1024 * 1024;

  private static final int OLD_LOGS_KEPT = 4;

  private static final int LAST_LINES_MAX = 15;

  private final String name;
  private final Path log;
  private final Process process;
  private final CompletableFuture<Boolean> ready = new CompletableFuture<>();
  private final Deque<String> lastLines = new ArrayDeque<>();

  private ChildProcess(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
  }

  /// Starts a child.
  ///
  /// @param name how messages call it
  public static ChildProcess start(
      String name, List<String> command, Map<String, String> environment, Log log) {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    try {
      Files.createDirectories(log.file().toAbsolutePath().getParent());
      var child = new ChildProcess(name, log.file(), builder.start());
      Thread.ofPlatform()
          .daemon()
          .name(name + "-log")
          .start(() -> child.copyOutput(log.readyMark()));
      return child;
    } catch (IOException e) {
      throw new BackingException(name + " could not be started: " + e.getMessage(), e);
    }
  }

  /// Where the child's output goes, and the text in it that says that the child is ready.
  public record Log(Path file, String readyMark) {}

  public String name() {
    return name;
  }

  public long pid() {
    return process.pid();
  }

  public Path log() {
    return log;
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /// Completes with the exit code when the child ends.
  public CompletableFuture<Integer> exit() {
    return process.onExit().thenApply(Process::exitValue);
  }

  /// Waits until the child says that it is ready.
  ///
  /// @throws BackingException where it ends before, or the time is over
  public void awaitReady(Duration timeout) {
    try {
      if (!ready.get(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new BackingException(obituary());
      }
    } catch (TimeoutException e) {
      throw new BackingException(
          name + " was not ready within " + timeout.toSeconds() + " s; see " + log, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BackingException("Interrupted while " + name + " started", e);
    } catch (ExecutionException e) {
      throw new BackingException(obituary(), e);
    }
  }

  /// One paragraph on a child that ended: exit code, log file, last lines.
  public String obituary() {
    String code = process.isAlive() ? "is running" : "ended with code " + process.exitValue();
    synchronized (lastLines) {
      return name + " " + code + "; its log is " + log + "\n  " + String.join("\n  ", lastLines);
    }
  }

  /// Asks the child to end (SIGTERM), waits, and kills it if it does not.
  public void stop(Duration patience) {
    // Not by the process itself: that would close its streams too, and a child that says its last
    // words into a closed pipe loses them. The virtual machine even loses its AOT cache by it.
    process.toHandle().destroy();
    if (!await(patience)) {
      kill();
    }
  }

  /// Ends the child at once (SIGKILL).
  public void kill() {
    process.destroyForcibly();
    await(Duration.ofSeconds(10));
  }

  /// Sends a signal by name, such as `STOP`, `CONT` or `INT`.
  public void signal(String signal) {
    try {
      new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new BackingException(name + " could not be signalled", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Waits for the end and says whether it came.
  public boolean await(Duration patience) {
    try {
      return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void copyOutput(String readyMark) {
    long bytes = 0;
    var charset = StandardCharsets.UTF_8;
    try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), charset))) {
      BufferedWriter out = openLog();
      try {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          remember(line);
          bytes += line.length() + 1L;
          if (bytes > LOG_BYTES_MAX) {
            out.close();
            rotate();
            out = openLog();
            bytes = line.length() + 1L;
          }
          out.write(line);
          out.newLine();
          out.flush();
          if (line.contains(readyMark)) {
            ready.complete(true);
          }
        }
      } finally {
        out.close();
      }
    } catch (IOException e) {
      remember("(the log could not be written: " + e.getMessage() + ")");
    } finally {
      ready.complete(false);
    }
  }

  private BufferedWriter openLog() throws IOException {
    return Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private void rotate() throws IOException {
    for (int age = OLD_LOGS_KEPT - 1; age > 0; age--) {
      if (Files.exists(old(age))) {
        Files.move(old(age), old(age + 1), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Files.move(log, old(1), StandardCopyOption.REPLACE_EXISTING);
  }

  private Path old(int age) {
    return log.resolveSibling(log.getFileName() + "." + age);
  }

  private void remember(String line) {
    synchronized (lastLines) {
      lastLines.addLast(line);
      if (lastLines.size() > LAST_LINES_MAX) {
        lastLines.removeFirst();
      }
    }
  }
}

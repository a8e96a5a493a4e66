package dev.rollcall.backing.postgres;

import dev.rollcall.backing.BackingException;
import dev.rollcall.backing.ChildProcess;
import dev.rollcall.backing.Folders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A PostgreSQL server as a child process: `fsync` and `synchronous_commit` on, passwords by SCRAM,
/// loopback only. What was committed survives `kill -9` and a loss of power.
public final class EmbeddedPostgres implements AutoCloseable {
  /// The superuser that `initdb` creates.
  public static final String SUPERUSER = "postgres";

  /// A busy laptop takes a minute and more.
  private static final Duration START_MAX = Duration.ofMinutes(2);

  private static final Duration STOP_MAX = Duration.ofSeconds(20);
  private static final String READY = "database system is ready to accept connections";

  private final Settings settings;
  private @Nullable ChildProcess process;

  private EmbeddedPostgres(Settings settings) {
    this.settings = settings;
  }

  /// Where the server lives.
  ///
  /// @param binaries where its programs are unpacked; servers may share it
  /// @param data its data folder
  /// @param password of [#SUPERUSER]; it counts when the folder is made
  public record Settings(Path binaries, Path data, Path log, int port, String password) {
    @Override
    public String toString() {
      return "PostgreSQL on " + data + ", port " + port;
    }
  }

  /// Prepares a server; [#start()] starts it.
  public static EmbeddedPostgres of(Settings settings) {
    return new EmbeddedPostgres(settings);
  }

  public int port() {
    return settings.port();
  }

  public String password() {
    return settings.password();
  }

  /// The JDBC address of a database of this server.
  public String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
  }

  /// Starts the server, after `initdb` where the folder is new, and returns when it serves. A
  /// server that an earlier parent left behind on the folder is stopped first.
  ///
  /// @throws BackingException where it does not come up
  public synchronized void start() {
    if (isRunning()) {
      throw new BackingException("PostgreSQL runs already");
    }
    Path bin = PostgresBinaries.unpack(settings.binaries().toAbsolutePath());
    initialise(bin);
    stopOrphan();
    var child =
        ChildProcess.start(
            "PostgreSQL",
            serverCommand(bin),
            Map.of("LC_ALL", "C", "LC_MESSAGES", "C"),
            new ChildProcess.Log(settings.log(), READY));
    process = child;
    child.awaitReady(START_MAX);
  }

  public synchronized boolean isRunning() {
    return process != null && process.isAlive();
  }

  /// The process.
  public synchronized ChildProcess running() {
    ChildProcess it = process;
    if (it == null) {
      throw new BackingException("PostgreSQL was not started");
    }
    return it;
  }

  /// Stops the server (fast shutdown: sessions are ended, a checkpoint is written).
  public synchronized void stop() {
    ChildProcess it = running();
    it.signal("INT");
    if (!it.await(STOP_MAX)) {
      it.kill();
    }
  }

  /// Ends the server without a checkpoint (immediate shutdown); the next start recovers.
  public synchronized void kill() {
    ChildProcess it = running();
    it.signal("QUIT");
    if (!it.await(STOP_MAX)) {
      it.kill();
    }
  }

  @Override
  public synchronized void close() {
    if (isRunning()) {
      stop();
    }
  }

  /// Makes the folder whole or not at all: `initdb` writes the file by which a folder is known long
  /// before it is done, and what it was killed over would never start.
  private void initialise(Path bin) {
    Path data = settings.data().toAbsolutePath();
    if (Files.exists(data.resolve("PG_VERSION"))) {
      return;
    }
    Path begun = data.resolveSibling(data.getFileName() + ".begun");
    try {
      if (Files.exists(begun)) {
        Folders.delete(begun);
      }
      Files.createDirectories(begun);
      Path passwordFile = Files.createTempFile(data.getParent(), "pw", "");
      try {
        Files.writeString(passwordFile, settings.password());
        run(
            asNonRoot(
                List.of(
                    bin.resolve("initdb").toString(),
                    "--pgdata=" + begun,
                    "--username=" + SUPERUSER,
                    "--pwfile=" + passwordFile,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C")));
      } finally {
        Files.deleteIfExists(passwordFile);
      }
      // One that is there and not empty is somebody else's.
      Files.deleteIfExists(data);
      Files.move(begun, data, StandardCopyOption.ATOMIC_MOVE);
    } catch (DirectoryNotEmptyException e) {
      throw new BackingException("The folder of PostgreSQL holds no database: " + data, e);
    } catch (IOException e) {
      throw new BackingException("The folder of PostgreSQL could not be made", e);
    }
  }

  private List<String> serverCommand(Path bin) {
    return asNonRoot(
        List.of(
            bin.resolve("postgres").toString(),
            "-D",
            settings.data().toAbsolutePath().toString(),
            "-p",
            Integer.toString(settings.port()),
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "unix_socket_directories=",
            "-c",
            "fsync=on",
            "-c",
            "synchronous_commit=on",
            "-c",
            "max_connections=200",
            "-c",
            "shared_buffers=256MB",
            "-c",
            "max_wal_size=2GB",
            "-c",
            "jit=off"));
  }

  /// PostgreSQL refuses to run as root. In a user namespace of its own it keeps root's files and is
  /// nobody in its own eyes.
  private static List<String> asNonRoot(List<String> command) {
    if (!System.getProperty("user.name", "").equals("root")) {
      return command;
    }
    var wrapped = new ArrayList<String>(List.of("unshare", "--user"));
    wrapped.addAll(command);
    return wrapped;
  }

  private void run(List<String> command) {
    try {
      Process it = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(it.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!it.waitFor(START_MAX.toSeconds(), TimeUnit.SECONDS) || it.exitValue() != 0) {
        throw new BackingException("initdb failed: " + output.strip());
      }
    } catch (IOException e) {
      throw new BackingException("initdb could not be run: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BackingException("Interrupted while initdb ran", e);
    }
  }

  private void stopOrphan() {
    Path pidFile = settings.data().resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    orphan(pidFile).ifPresent(EmbeddedPostgres::stop);
  }

  /// Fast shutdown of a server that is not our child.
  private static void stop(ProcessHandle server) {
    try {
      new ProcessBuilder("kill", "-INT", Long.toString(server.pid())).start().waitFor();
      server.onExit().get(STOP_MAX.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | ExecutionException | TimeoutException _) {
      // Killed servers recover from their log at the next start.
      server.destroyForcibly();
    }
  }

  private static Optional<ProcessHandle> orphan(Path pidFile) {
    try {
      long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
      return ProcessHandle.of(pid)
          .filter(
              handle -> handle.info().command().map(it -> it.endsWith("postgres")).orElse(false));
    } catch (IOException | NumberFormatException e) {
      throw new BackingException("The file " + pidFile + " cannot be read", e);
    }
  }
}

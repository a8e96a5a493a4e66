package dev.rollcall.testkit;

import dev.rollcall.backing.Folders;
import dev.rollcall.backing.Ports;
import dev.rollcall.backing.kafka.EmbeddedKafka;
import dev.rollcall.backing.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Servers as child processes on throwaway folders.
final class EmbeddedServer {
  private EmbeddedServer() {}

  static Server kafka() {
    Path folder = throwawayFolder("rollcall-test-kafka");
    var kafka = EmbeddedKafka.on(folder.resolve("data"), folder.resolve("kafka.log"), Ports.free());
    atExit(
        () -> {
          if (kafka.isRunning()) {
            kafka.kill();
          }
        },
        folder);
    return new Server() {
      @Override
      public String address() {
        return kafka.bootstrapServers();
      }

      @Override
      public void start() {
        kafka.start();
      }

      @Override
      public void stop() {
        kafka.stop();
      }

      @Override
      public void kill() {
        kafka.kill();
      }
    };
  }

  static Server postgres(String password) {
    Path folder = throwawayFolder("rollcall-test-postgres");
    var settings =
        new EmbeddedPostgres.Settings(
            folder.resolve("binaries"),
            folder.resolve("data"),
            folder.resolve("postgres.log"),
            Ports.free(),
            password);
    var postgres = EmbeddedPostgres.of(settings);
    atExit(
        () -> {
          if (postgres.isRunning()) {
            postgres.kill();
          }
        },
        folder);
    return new Server() {
      @Override
      public String address() {
        return "127.0.0.1:" + postgres.port();
      }

      @Override
      public void start() {
        postgres.start();
      }

      @Override
      public void stop() {
        postgres.stop();
      }

      @Override
      public void kill() {
        postgres.kill();
      }
    };
  }

  private static Path throwawayFolder(String prefix) {
    try {
      return Files.createTempDirectory(prefix);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Nothing of a throwaway folder is worth an orderly stop.
  private static void atExit(Runnable close, Path folder) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              close.run();
              delete(folder);
            }));
  }

  private static void delete(Path folder) {
    try {
      Folders.delete(folder);
    } catch (IOException e) {
      System.err.println("The folder of a test server could not be deleted: " + e.getMessage());
    }
  }
}

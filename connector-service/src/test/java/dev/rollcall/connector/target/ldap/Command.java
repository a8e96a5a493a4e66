package dev.rollcall.connector.target.ldap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A program that is run to its end, within a time.
final class Command {
  private Command() {}

  /// A program is not there, did not end in time, or was not content.
  static final class FailedException extends Exception {
    private static final long serialVersionUID = 1L;

    FailedException(String message) {
      super(message);
    }
  }

  /// Returns what a program says.
  static String run(Path folder, Duration patience, String... command) throws FailedException {
    return run(folder, patience, new ProcessBuilder(command));
  }

  static String run(Path folder, Duration patience, ProcessBuilder builder) throws FailedException {
    List<String> command = builder.command();
    builder.environment().put("LC_ALL", "C");
    try {
      Path output = Files.createTempFile(folder, "output", ".txt");
      Process process =
          builder
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      process.getOutputStream().close();
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new FailedException(command + " did not end in time");
      }
      String said = Files.readString(output);
      Files.delete(output);
      if (process.exitValue() != 0) {
        throw new FailedException(command + " ended with " + process.exitValue() + ": " + said);
      }
      return said;
    } catch (IOException e) {
      throw new FailedException(command + " could not be run: " + e.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new FailedException(command + " was interrupted");
    }
  }
}

package dev.rollcall.standalone.platform;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/// The folder that keeps everything, held by one platform at a time.
final class DataFolder implements AutoCloseable {
  private final Path root;
  private final FileChannel lockFile;
  private final FileLock lock;

  private DataFolder(Path root, FileChannel lockFile, FileLock lock) {
    this.root = root;
    this.lockFile = lockFile;
    this.lock = lock;
  }

  /// Takes a folder, and makes it where it is not there.
  ///
  /// @throws PlatformException where another platform has it, or it cannot be written
  static DataFolder take(Path folder) {
    Path root = folder.toAbsolutePath().normalize();
    try {
      if (!Files.exists(root)) {
        Files.createDirectories(root);
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
      }
      Files.createDirectories(root.resolve("logs"));
      var channel =
          FileChannel.open(
              root.resolve("rollcall.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw new PlatformException("The folder " + root + " is in use by another rollcall.");
      }
      var taken = new DataFolder(root, channel, lock);
      if (!Files.exists(taken.targets())) {
        PrivateFiles.write(taken.targets(), "{\"targets\":[]}\n");
      }
      return taken;
    } catch (IOException e) {
      throw new PlatformException("The folder " + root + " cannot be used: " + e.getMessage(), e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException _) {
      return null;
    }
  }

  Path root() {
    return root;
  }

  Path log(String name) {
    return root.resolve("logs").resolve(name + ".log");
  }

  Path secrets() {
    return root.resolve("secrets.json");
  }

  Path credentials() {
    return root.resolve("credentials.json");
  }

  /// The keys that seal the secrets of recorded targets. Without it they are lost.
  Path sealingKeys() {
    return root.resolve("sealing-keys.json");
  }

  Path targets() {
    return root.resolve("targets.json");
  }

  /// Where others find the platform while it runs.
  Path rollcallJson() {
    return root.resolve("rollcall.json");
  }

  /// Where operators find the projection while it runs.
  Path operationsJson() {
    return root.resolve("operations.json");
  }

  @Override
  public void close() {
    try {
      lock.release();
      lockFile.close();
    } catch (IOException e) {
      throw new PlatformException("The folder " + root + " could not be given back", e);
    }
  }
}

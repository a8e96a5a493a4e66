package dev.rollcall.bench.process;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// The room that a server's data takes.
public final class Disk {
  private Disk() {}

  /// Returns the bytes of all files in some folders. Files that go away meanwhile are no error.
  public static long bytes(List<Path> folders) throws IOException {
    var bytes = new AtomicLong();
    for (Path folder : folders) {
      if (Files.isDirectory(folder)) {
        Files.walkFileTree(folder, new Sum(bytes));
      }
    }
    return bytes.get();
  }

  private static final class Sum extends SimpleFileVisitor<Path> {
    private final AtomicLong bytes;

    Sum(AtomicLong bytes) {
      this.bytes = bytes;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      bytes.addAndGet(attributes.size());
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      return FileVisitResult.CONTINUE;
    }
  }
}

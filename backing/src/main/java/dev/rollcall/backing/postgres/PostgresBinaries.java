package dev.rollcall.backing.postgres;

import dev.rollcall.backing.BackingException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/// The PostgreSQL programs of this machine's kind, unpacked from the class path once.
final class PostgresBinaries {
  private static final String DONE = ".unpacked";

  private PostgresBinaries() {}

  /// Unpacks the programs into a folder, unless they are there, and returns the folder of
  /// `postgres`.
  static Path unpack(Path into) {
    Path bin = into.resolve("bin");
    if (Files.exists(into.resolve(DONE))) {
      return bin;
    }
    String archive = "/postgres-" + system() + "-" + architecture() + ".txz";
    try (InputStream packed = PostgresBinaries.class.getResourceAsStream(archive)) {
      if (packed == null) {
        throw new BackingException(
            "No PostgreSQL for this machine is on the class path: " + archive + " is missing");
      }
      Files.createDirectories(into);
      extract(packed, into);
      Files.createFile(into.resolve(DONE));
      return bin;
    } catch (IOException e) {
      throw new BackingException("PostgreSQL could not be unpacked into " + into, e);
    }
  }

  private static void extract(InputStream packed, Path into) throws IOException {
    try (var tar =
        new TarArchiveInputStream(
            new XZCompressorInputStream(new BufferedInputStream(packed, 1 << 16)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path file = into.resolve(entry.getName()).normalize();
        if (!file.startsWith(into)) {
          throw new BackingException("The PostgreSQL archive names a file outside its folder");
        }
        write(tar, entry, file);
      }
    }
  }

  private static void write(InputStream tar, TarArchiveEntry entry, Path file) throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(file);
      return;
    }
    Files.createDirectories(file.getParent());
    if (entry.isSymbolicLink()) {
      if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
      }
      return;
    }
    Files.copy(tar, file, StandardCopyOption.REPLACE_EXISTING);
    if ((entry.getMode() & 0100) != 0) {
      Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(file));
      permissions.add(PosixFilePermission.OWNER_EXECUTE);
      Files.setPosixFilePermissions(file, permissions);
    }
  }

  private static String system() {
    String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (name.startsWith("mac")) {
      return "darwin";
    }
    return name.startsWith("windows") ? "windows" : "linux";
  }

  private static String architecture() {
    String name = System.getProperty("os.arch", "");
    return name.equals("aarch64") || name.equals("arm64") ? "arm_64" : "x86_64";
  }
}

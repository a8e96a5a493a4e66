package dev.rollcall.connector.targets;

import dev.rollcall.schemas.sealing.LocalKeys;
import dev.rollcall.schemas.sealing.Sealer;
import dev.rollcall.schemas.sealing.SealingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/// The file of sealing keys, read anew whenever it is needed, so that a key that is added is there
/// at once. Blocking.
final class SealingKeyFile {
  private static final byte[] NOTHING = {};

  private final @Nullable Path path;
  private final SecureRandom random = new SecureRandom();

  /// @param path null where there is none
  SealingKeyFile(@Nullable Path path) {
    this.path = path;
  }

  /// What opens secrets.
  ///
  /// @throws SealingException where there is no file, or it cannot be used
  Sealer sealer() {
    if (path == null) {
      throw new SealingException("SEALING_KEY_FILE is not set");
    }
    return new Sealer(LocalKeys.of(path, random), random);
  }

  /// The content, to see whether it changed; nothing where it cannot be read.
  byte[] content() {
    try {
      return path == null ? NOTHING : Files.readAllBytes(path);
    } catch (IOException _) {
      return NOTHING;
    }
  }
}

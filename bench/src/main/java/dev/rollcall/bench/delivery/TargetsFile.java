package dev.rollcall.bench.delivery;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/// The connector's list of targets with the driver's own in it, until this is closed. The file is
/// replaced at once and whole, because the connector reads it again whenever it changes.
final class TargetsFile implements AutoCloseable {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);

  private static final byte[] NONE = "{\"targets\":[]}".getBytes(StandardCharsets.UTF_8);

  private final Path file;
  private final byte[] before;

  private TargetsFile(Path file, byte[] before) {
    this.file = file;
    this.before = before;
  }

  /// Adds targets to the file.
  static TargetsFile with(Path file, List<JsonObject> targets) {
    try {
      byte[] before = Files.exists(file) ? Files.readAllBytes(file) : NONE;
      var all = new ArrayList<Json>();
      JsonObject content = JSON.readObject(before);
      if (content.get("targets") instanceof JsonArray(List<Json> present)) {
        all.addAll(present);
      }
      all.addAll(targets);
      replace(file, JSON.write(content.with("targets", new JsonArray(all))));
      return new TargetsFile(file, before);
    } catch (IOException e) {
      throw new UncheckedIOException("The targets file cannot be changed", e);
    }
  }

  @Override
  public void close() {
    try {
      replace(file, before);
    } catch (IOException e) {
      throw new UncheckedIOException("The driver's targets are left in the targets file", e);
    }
  }

  private static void replace(Path file, byte[] content) throws IOException {
    // A file made by this call is readable by its owner alone: it holds the targets' secrets.
    Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), "targets", ".json");
    Files.write(fresh, content);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}

package dev.rollcall.bench.files;

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

/// A list in a JSON file of the platform's with the driver's own entries in it, until this is
/// closed. The file is replaced at once and whole, because it is read again whenever it changes.
public final class ListFile implements AutoCloseable {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);

  private final Path file;
  private final String member;
  private final byte[] before;

  private ListFile(Path file, String member, byte[] before) {
    this.file = file;
    this.member = member;
    this.before = before;
  }

  /// Adds entries to the file; one that is not there is made.
  ///
  /// @param member the list's name in the file
  public static ListFile with(Path file, String member, List<JsonObject> own) {
    try {
      byte[] none = ("{\"" + member + "\":[]}").getBytes(StandardCharsets.UTF_8);
      var list = new ListFile(file, member, Files.exists(file) ? Files.readAllBytes(file) : none);
      list.enter(own);
      return list;
    } catch (IOException e) {
      throw new UncheckedIOException("The file cannot be read: " + file, e);
    }
  }

  /// Replaces the driver's own entries by others.
  public void enter(List<JsonObject> own) {
    JsonObject content = JSON.readObject(before);
    var all = new ArrayList<Json>();
    if (content.get(member) instanceof JsonArray(List<Json> present)) {
      all.addAll(present);
    }
    all.addAll(own);
    replace(JSON.write(content.with(member, new JsonArray(all))));
  }

  @Override
  public void close() {
    replace(before);
  }

  private void replace(byte[] content) {
    try {
      // A file made by this call is readable by its owner alone: it holds secrets.
      Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), member, ".json");
      Files.write(fresh, content);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("The file cannot be changed: " + file, e);
    }
  }
}

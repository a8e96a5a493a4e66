package dev.rollcall.bench;

import dev.rollcall.bench.scim.Platform;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Finds the platform that the command line names.
final class PlatformReader {
  private PlatformReader() {}

  /// Reads it from the file of `./rollcall up`, or takes the address and the token as they are.
  ///
  /// @throws IllegalArgumentException with what is missing
  static Platform read(Options.Where where) throws IOException {
    Path file = where.rollcallJson();
    if (file == null) {
      return new Platform(uri(where.url(), "--url"), needed(where.token(), "--token"), null, null);
    }
    JsonObject written = new JsonCodec(JsonLimits.CLIENT).readObject(Files.readAllBytes(file));
    String url = where.url() == null ? member(written, "scimBaseUrl") : where.url();
    String token = where.token() == null ? member(written, "token") : where.token();
    return new Platform(
        uri(url, "scimBaseUrl"),
        needed(token, "token"),
        uri(member(written, "adminBaseUrl"), "adminBaseUrl"),
        member(written, "adminToken"));
  }

  private static String member(JsonObject object, String name) {
    return needed(object.text(name).orElse(null), name);
  }

  private static URI uri(@Nullable String text, String what) {
    return URI.create(needed(text, what));
  }

  private static String needed(@Nullable String value, String what) {
    if (value == null) {
      throw new IllegalArgumentException("Missing: " + what);
    }
    return value;
  }
}

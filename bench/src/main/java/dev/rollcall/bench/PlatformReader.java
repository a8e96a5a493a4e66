package dev.rollcall.bench;

import dev.rollcall.bench.scim.Platform;
import dev.rollcall.schemas.json.JsonNumber;
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
      return new Platform(
          uri(where.url(), "--url"), needed(where.token(), "--token"), null, null, null);
    }
    JsonObject written = new JsonCodec(JsonLimits.CLIENT).readObject(Files.readAllBytes(file));
    String url = where.url() == null ? written.text("scimBaseUrl").orElse(null) : where.url();
    String token = where.token() == null ? written.text("token").orElse(null) : where.token();
    // Another server's file may have the same form; it has no administration interface of ours.
    return new Platform(
        uri(url, "scimBaseUrl"),
        needed(token, "token"),
        written.text("adminBaseUrl").map(URI::create).orElse(null),
        written.text("adminToken").orElse(null),
        written.get("pid") instanceof JsonNumber(var pid) ? pid.longValueExact() : null);
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

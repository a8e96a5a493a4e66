package dev.rollcall.standalone.operations;

import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.schemas.wire.MalformedJsonException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Where the projection is, and what opens its internal interface.
record ProjectionPlace(URI url, String token) {
  private static final String URL = "PROJECTION_URL";
  private static final String TOKEN = "INTERNAL_TOKEN";

  @Override
  public String toString() {
    return url.toString();
  }

  /// Finds it: in the environment, as our services do, or in the folder of a platform that runs.
  ///
  /// @throws IllegalArgumentException with one sentence where it is in neither
  static ProjectionPlace find(Map<String, String> environment, Path data) {
    String url = environment.get(URL);
    String token = environment.get(TOKEN);
    if (url != null && token != null) {
      return new ProjectionPlace(URI.create(url), token);
    }
    Path file = data.resolve("operations.json");
    try {
      JsonObject json = new JsonCodec(JsonLimits.RECORD).readObject(Files.readAllBytes(file));
      return new ProjectionPlace(
          URI.create(json.text("projectionUrl").orElse("")), json.text("internalToken").orElse(""));
    } catch (IOException | MalformedJsonException _) {
      throw new IllegalArgumentException(
          "no platform runs on "
              + data
              + " (there is no "
              + file.getFileName()
              + "); name its folder with --data, or set "
              + URL
              + " and "
              + TOKEN);
    }
  }
}

package dev.rollcall.standalone.targets;

import dev.rollcall.schemas.access.Token;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.schemas.wire.MalformedJsonException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where the administration API is, and what opens it.
///
/// @param url such as `https://rollcall.example/admin`
/// @param tokens one for each tenant
public record Place(URI url, List<String> tokens) {
  private static final String URL = "ADMIN_URL";
  private static final String TOKEN = "ADMIN_TOKEN";

  public Place {
    tokens = List.copyOf(tokens);
  }

  @Override
  public String toString() {
    return url.toString();
  }

  /// What the command line says of it. A token is not said there: everybody on the machine reads
  /// the command lines of others.
  ///
  /// @param data the folder of a platform that runs; empty for `data`, unless the environment says
  ///   another place
  /// @param tokenFile a file with a token in each line
  public record Said(Optional<Path> data, Optional<String> url, Optional<Path> tokenFile) {}

  /// Finds it: what the command line says goes before the environment, and that before the folder
  /// of a platform. The token of a folder is for the address of that folder alone.
  ///
  /// @throws IllegalArgumentException with one sentence where it is in none of them
  public static Place find(Said said, Map<String, String> environment) {
    boolean folder = said.data().isPresent();
    Optional<String> url =
        said.url().or(() -> folder ? Optional.empty() : Optional.ofNullable(environment.get(URL)));
    List<String> tokens =
        said.tokenFile()
            .map(Place::read)
            .orElseGet(() -> folder ? List.of() : words(environment.getOrDefault(TOKEN, "")));
    if (url.isPresent()) {
      if (tokens.isEmpty()) {
        throw new IllegalArgumentException(
            "no token of an administrator for "
                + url.get()
                + "; give one with --token-file, or set "
                + TOKEN);
      }
      return new Place(address(url.get()), tokens);
    }
    JsonObject running = running(said.data().orElse(Path.of("data")));
    return new Place(
        address(running.text("adminBaseUrl").orElse("")),
        tokens.isEmpty() ? List.of(running.text("adminToken").orElse("")) : tokens);
  }

  private static JsonObject running(Path data) {
    try {
      byte[] content = Files.readAllBytes(data.resolve("rollcall.json"));
      return new JsonCodec(JsonLimits.RECORD).readObject(content);
    } catch (IOException | MalformedJsonException _) {
      throw new IllegalArgumentException(
          "no platform runs on "
              + data
              + " (there is no rollcall.json); name its folder with --data, or the address with"
              + " --url or "
              + URL);
    }
  }

  private static List<String> read(Path file) {
    try {
      List<String> tokens = words(Files.readString(file));
      if (!tokens.isEmpty()) {
        return tokens;
      }
    } catch (IOException _) {
      // Said below, in the same words as for a file without a token.
    }
    throw new IllegalArgumentException("--token-file: there is no token in " + file);
  }

  /// What is no token is not sent: a file of something else could be named by mistake.
  private static List<String> words(String text) {
    List<String> words =
        Arrays.stream(text.split("[\\s,]+", -1)).filter(it -> !it.isEmpty()).toList();
    if (words.stream().anyMatch(it -> Token.parse(it).isEmpty())) {
      throw new IllegalArgumentException("what stands in the place of a token is none");
    }
    return words;
  }

  private static URI address(String text) {
    try {
      var url = URI.create(text.replaceFirst("/+$", ""));
      if (String.valueOf(url.getScheme()).matches("https?")
          && url.getHost() != null
          && url.getUserInfo() == null
          && url.getQuery() == null
          && url.getFragment() == null) {
        return url;
      }
    } catch (IllegalArgumentException _) {
      // Said below, in the same words as for an address of another kind.
    }
    throw new IllegalArgumentException(
        "the administration API wants an address such as https://rollcall.example/admin");
  }
}

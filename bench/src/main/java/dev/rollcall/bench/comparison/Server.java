package dev.rollcall.bench.comparison;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A SCIM server that is compared with others.
///
/// @param start the command that starts it and stays; empty where it runs already
/// @param placeFile the file in which a server says where it is, as `./rollcall up` does; null
///   where the list of servers says it
/// @param url the SCIM base URL, null where the file says it
/// @param token the bearer token, null where the file says it
/// @param readyMax how long it may take to start
public record Server(
    String name,
    List<String> start,
    @Nullable Path placeFile,
    @Nullable String url,
    @Nullable String token,
    Duration readyMax) {
  public Server {
    start = List.copyOf(start);
  }

  /// How the driver's command line names it.
  public List<String> options() {
    Path file = placeFile;
    if (file != null) {
      return List.of("--rollcall-json", file.toString());
    }
    return List.of("--url", String.valueOf(url), "--token", String.valueOf(token));
  }

  @Override
  public String toString() {
    return name;
  }
}

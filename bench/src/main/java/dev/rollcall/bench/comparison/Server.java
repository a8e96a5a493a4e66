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
/// @param pids its processes where it runs already, for figures of them
/// @param disk the folders of what it keeps, for figures of them
public record Server(
    String name,
    List<String> start,
    @Nullable Path placeFile,
    @Nullable String url,
    @Nullable String token,
    Duration readyMax,
    List<Long> pids,
    List<Path> disk) {
  public Server {
    start = List.copyOf(start);
    pids = List.copyOf(pids);
    disk = List.copyOf(disk);
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

package dev.rollcall.bench.comparison;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.schemas.wire.MalformedJsonException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// The servers of a comparison, as a JSON file lists them:
/// `{"servers":[{"name":"…","start":["…"],"url":"…","token":"…","readySeconds":120}]}`, with
/// `placeFile` in the place of `url` and `token` where the server writes them into a file. `pids`
/// of a server that runs already, and `disk`, a list of folders, bring figures of them.
public final class ServersFile {
  private static final int READY_SECONDS = 120;
  private static final int READY_SECONDS_MAX = 3_600;

  private ServersFile() {}

  /// Reads the text of such a file.
  ///
  /// @throws IllegalArgumentException with one sentence for the user
  public static List<Server> read(byte[] text) {
    JsonObject file;
    try {
      file = new JsonCodec(JsonLimits.CLIENT).readObject(text);
    } catch (MalformedJsonException e) {
      throw new IllegalArgumentException("The servers are not given as JSON: " + e.getMessage(), e);
    }
    if (!(file.get("servers") instanceof JsonArray(List<Json> elements)) || elements.isEmpty()) {
      throw new IllegalArgumentException("The file of servers has no 'servers'");
    }
    var servers = new ArrayList<Server>(elements.size());
    var names = new HashSet<String>();
    for (Json element : elements) {
      if (!(element instanceof JsonObject entry)) {
        throw new IllegalArgumentException("A server is an object");
      }
      Server server = server(entry);
      if (!names.add(server.name())) {
        throw new IllegalArgumentException("Two servers are named " + server.name());
      }
      servers.add(server);
    }
    return servers;
  }

  private static Server server(JsonObject entry) {
    String name =
        entry
            .text("name")
            .orElseThrow(() -> new IllegalArgumentException("A server has no 'name'"));
    Path file = entry.text("placeFile").map(Path::of).orElse(null);
    String url = entry.text("url").orElse(null);
    String token = entry.text("token").orElse(null);
    if (file == null && (url == null || token == null)) {
      throw new IllegalArgumentException(
          "Server " + name + " needs 'url' and 'token', or 'placeFile'");
    }
    return new Server(
        name,
        words("start", name, entry),
        file,
        url,
        token,
        ready(name, entry),
        pids(name, entry),
        words("disk", name, entry).stream().map(Path::of).toList());
  }

  private static List<String> words(String member, String name, JsonObject entry) {
    Json given = entry.get(member);
    if (given == null) {
      return List.of();
    }
    var read = new ArrayList<String>();
    if (given instanceof JsonArray(List<Json> words)) {
      words.forEach(word -> read.add(word instanceof JsonString(var text) ? text : ""));
    }
    if (read.isEmpty() || read.contains("")) {
      throw new IllegalArgumentException("'" + member + "' of " + name + " is a list of words");
    }
    return read;
  }

  private static List<Long> pids(String name, JsonObject entry) {
    Json given = entry.get("pids");
    if (given == null) {
      return List.of();
    }
    var pids = new ArrayList<Long>();
    if (given instanceof JsonArray(List<Json> numbers)) {
      numbers.forEach(it -> pids.add(it instanceof JsonNumber(var pid) ? pid.longValue() : 0L));
    }
    if (pids.isEmpty() || pids.stream().anyMatch(pid -> pid <= 0)) {
      throw new IllegalArgumentException("'pids' of " + name + " is a list of process ids");
    }
    return pids;
  }

  private static Duration ready(String name, JsonObject entry) {
    Json given = entry.get("readySeconds");
    if (given == null) {
      return Duration.ofSeconds(READY_SECONDS);
    }
    if (given instanceof JsonNumber(var number)
        && number.signum() > 0
        && number.doubleValue() <= READY_SECONDS_MAX) {
      return Duration.ofSeconds(number.longValue());
    }
    throw new IllegalArgumentException(
        "'readySeconds' of " + name + " is a number up to " + READY_SECONDS_MAX);
  }
}

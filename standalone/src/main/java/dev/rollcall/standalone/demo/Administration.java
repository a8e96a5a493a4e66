package dev.rollcall.standalone.demo;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.standalone.demoapp.AppState;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads the platform through its public interfaces: the directory by SCIM, positions and history
/// by the administration interface.
public final class Administration {
  private static final Duration ANSWER_MAX = Duration.ofSeconds(10);
  private static final int PAGE = 500;

  private final JsonCodec json = new JsonCodec(JsonLimits.RECORD);
  private final HttpClient http = HttpClient.newHttpClient();
  private final Access access;

  /// Where the interfaces are, and the tokens that open them.
  public record Access(String scimBaseUrl, String token, String adminBaseUrl, String adminToken) {
    @Override
    public String toString() {
      return "Access to " + scimBaseUrl;
    }
  }

  public Administration(Access access) {
    this.access = access;
  }

  /// The directory in the form that apps are compared in.
  public AppState directory() throws IOException, InterruptedException {
    Map<String, JsonObject> groups = all("/Groups");
    Map<String, Set<String>> members = new HashMap<>();
    for (var group : groups.entrySet()) {
      var ids = new LinkedHashSet<String>();
      if (group.getValue().get("members") instanceof JsonArray(List<Json> elements)) {
        for (Json element : elements) {
          if (element instanceof JsonObject member) {
            member.text("value").ifPresent(ids::add);
          }
        }
      }
      members.put(group.getKey(), ids);
    }
    return AppState.of(all("/Users"), groups, members);
  }

  private Map<String, JsonObject> all(String endpoint) throws IOException, InterruptedException {
    var found = new HashMap<String, JsonObject>();
    int start = 1;
    while (true) {
      String query = "?startIndex=" + start + "&count=" + PAGE;
      JsonObject page = get(access.scimBaseUrl() + endpoint + query, access.token());
      List<Json> resources =
          page.get("Resources") instanceof JsonArray(List<Json> elements) ? elements : List.of();
      for (Json resource : resources) {
        if (resource instanceof JsonObject object) {
          object.text("id").ifPresent(id -> found.put(id, object));
        }
      }
      if (resources.size() < PAGE) {
        return found;
      }
      start += PAGE;
    }
  }

  /// A recorded request with its decision.
  public JsonObject request(String requestId) throws IOException, InterruptedException {
    return get(access.adminBaseUrl() + "/requests/" + requestId, access.adminToken());
  }

  /// The entries of a resource's history, oldest first.
  public List<JsonObject> history(String resourceId) throws IOException, InterruptedException {
    JsonObject history = get(access.adminBaseUrl() + "/history/" + resourceId, access.adminToken());
    var entries = new ArrayList<JsonObject>();
    if (history.get("entries") instanceof JsonArray(List<Json> elements)) {
      for (Json element : elements) {
        if (element instanceof JsonObject entry) {
          entries.add(entry);
        }
      }
    }
    return entries;
  }

  private JsonObject get(String url, String token) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(ANSWER_MAX)
            .header("Authorization", "Bearer " + token)
            .build();
    var response = http.send(request, BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new IOException("GET " + request.uri().getPath() + ": " + response.statusCode());
    }
    return json.readObject(response.body());
  }
}

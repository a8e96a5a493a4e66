package dev.rollcall.standalone.demoapp;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.schemas.wire.MalformedJsonException;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimError;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.dialect.Leniency;
import dev.rollcall.scim.message.Messages;
import dev.rollcall.scim.patch.PatchEngine;
import dev.rollcall.scim.patch.PatchLimits;
import dev.rollcall.scim.patch.PatchParser;
import dev.rollcall.scim.resource.ResourceReader;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.SchemaRegistry;
import dev.rollcall.standalone.demoapp.LocalServer.Call;
import dev.rollcall.standalone.demoapp.LocalServer.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A small SCIM 2.0 app as a vendor would have it: a bearer token, ids of its own, unique names,
/// PATCH.
public final class ScimApp implements DemoApp {
  private static final String NOTHING = "";

  private final JsonCodec json = new JsonCodec(JsonLimits.RECORD);
  private final SchemaRegistry registry = SchemaRegistry.standard();
  private final PatchParser patches = new PatchParser(PatchLimits.CLIENT);
  private final ScimAppStore store = new ScimAppStore();
  private final List<String> received = new ArrayList<>();
  private final String token;
  private final LocalServer server;

  /// Starts the app.
  ///
  /// @param token that it wants of its client
  public ScimApp(String token) {
    this.token = token;
    this.server = LocalServer.start("application/scim+json", this::answer);
  }

  @Override
  public String name() {
    return "SCIM app";
  }

  @Override
  public String url() {
    return server.url() + "/scim/v2";
  }

  @Override
  public synchronized AppState state() {
    Map<String, JsonObject> groups = store.all("Group");
    Map<String, Set<String>> members = new HashMap<>();
    groups.forEach((id, group) -> members.put(id, memberIds(group)));
    return AppState.of(store.all("User"), groups, members);
  }

  @Override
  public synchronized List<String> takeReceived() {
    var taken = List.copyOf(received);
    received.clear();
    return taken;
  }

  @Override
  public void close() {
    server.close();
  }

  private synchronized Reply answer(Call call) {
    if (!call.header("Authorization").equals("Bearer " + token)) {
      return refused(new ScimError(401, null, "A token is required."));
    }
    List<String> path = List.of(call.path().replaceFirst("^/scim/v2/?", "").split("/"));
    Optional<ResourceTypeDefinition> type = registry.byEndpoint("/" + path.getFirst());
    if (type.isEmpty() || path.size() > 2) {
      return refused(ScimError.notFound("There is no such address."));
    }
    try {
      Reply reply =
          path.size() == 1 ? collection(call, type.get()) : item(call, type.get(), path.get(1));
      if (!call.method().equals("GET")) {
        received.add(call.method() + " " + type.get().endpoint() + " → " + reply.status());
      }
      return reply;
    } catch (MalformedJsonException e) {
      return refused(ScimError.badRequest(ScimType.INVALID_SYNTAX, String.valueOf(e.getMessage())));
    }
  }

  private Reply collection(Call call, ResourceTypeDefinition type) {
    return switch (call.method()) {
      case "GET" -> found(store.search(type, call.query()));
      case "POST" ->
          reply(
              201,
              ResourceReader.read(type, body(call), Leniency.ALL)
                  .flatMap(resource -> store.create(type, resource)));
      default -> refused(new ScimError(405, null, "GET or POST."));
    };
  }

  private Reply item(Call call, ResourceTypeDefinition type, String id) {
    Optional<JsonObject> current = store.find(type, id);
    if (current.isEmpty()) {
      return refused(ScimError.notFound("There is no " + type.name() + " " + id + "."));
    }
    return switch (call.method()) {
      case "GET" -> new Reply(200, json.writeText(current.get()));
      case "PUT" ->
          reply(
              200,
              ResourceReader.read(type, body(call), Leniency.ALL)
                  .flatMap(resource -> store.replace(type, id, resource)));
      case "PATCH" ->
          reply(
              200,
              patches
                  .parse(type, body(call), Leniency.ALL)
                  .flatMap(operations ->
                      PatchEngine.apply(
                          type, ScimAppStore.bare(current.get()), operations, Leniency.ALL))
                  .flatMap(patched -> store.replace(type, id, patched.resource())));
      case "DELETE" -> {
        store.delete(type, id);
        yield new Reply(204, NOTHING);
      }
      default -> refused(new ScimError(405, null, "GET, PUT, PATCH or DELETE."));
    };
  }

  private Reply found(Result<List<JsonObject>> result) {
    return switch (result) {
      case Result.Refused<List<JsonObject>>(var error) -> refused(error);
      case Result.Ok<List<JsonObject>>(var resources) ->
          new Reply(200, json.writeText(Messages.listResponse(resources.size(), 1, resources)));
    };
  }

  private Reply reply(int status, Result<JsonObject> result) {
    return switch (result) {
      case Result.Refused<JsonObject>(var error) -> refused(error);
      case Result.Ok<JsonObject>(var resource) -> new Reply(status, json.writeText(resource));
    };
  }

  private Reply refused(ScimError error) {
    return new Reply(error.status(), json.writeText(Messages.error(error)));
  }

  private JsonObject body(Call call) {
    return json.readObject(call.body().getBytes(StandardCharsets.UTF_8));
  }

  private static Set<String> memberIds(JsonObject group) {
    var ids = new LinkedHashSet<String>();
    if (group.get("members") instanceof JsonArray(List<Json> elements)) {
      for (Json element : elements) {
        if (element instanceof JsonObject member) {
          member.text("value").ifPresent(ids::add);
        }
      }
    }
    return ids;
  }
}

package dev.rollcall.connector.target.scim;

import dev.rollcall.connector.delivery.core.Profile;
import dev.rollcall.connector.outbound.Body;
import dev.rollcall.connector.outbound.HttpCall;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Requests to a SCIM server.
final class ScimRequests {
  private static final String MEDIA_TYPE = "application/scim+json";
  private static final String WITHOUT_MEMBERS = "excludedAttributes=members";

  private final JsonCodec json = new JsonCodec(JsonLimits.RECORD);
  private final String base;
  private final Map<String, String> headers;
  private final Profile profile;

  ScimRequests(ScimConnection connection, Profile profile) {
    String url = connection.url().toString();
    this.base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    this.headers = connection.headers();
    this.profile = profile;
  }

  HttpCall create(ResourceRef resource, JsonObject shape) {
    return call("POST", URI.create(base + endpoint(resource)), null, print(shape));
  }

  HttpCall read(ResourceRef resource, String remoteId) {
    return call(
        "GET",
        URI.create(one(resource, remoteId) + withoutMembers(resource, "?")),
        null,
        Body.EMPTY);
  }

  /// Asks what the server says of itself.
  HttpCall description(String configPath) {
    return call("GET", URI.create(base + "/" + configPath), null, Body.EMPTY);
  }

  HttpCall search(ResourceRef resource, String filter) {
    String query = "?filter=" + encode(filter) + withoutMembers(resource, "&");
    return call("GET", URI.create(base + endpoint(resource) + query), null, Body.EMPTY);
  }

  /// Asks for a list, without the members of groups.
  ///
  /// @param paging the parameters that ask for one page, or an empty text
  HttpCall list(String type, String paging) {
    boolean group = type.equals("Group");
    String query = group ? paging + (paging.isEmpty() ? "" : "&") + WITHOUT_MEMBERS : paging;
    String uri = base + "/" + type + "s" + (query.isEmpty() ? "" : "?" + query);
    return call("GET", URI.create(uri), null, Body.EMPTY);
  }

  /// Asks for a group with its members and no more than is always shown.
  HttpCall members(String remoteId) {
    return call(
        "GET",
        URI.create(base + "/Groups/" + encode(remoteId) + "?attributes=members"),
        null,
        Body.EMPTY);
  }

  HttpCall replace(ResourceRef resource, Known known, JsonObject shape) {
    JsonObject body =
        JsonObject.builder().put("id", known.remoteId()).putAll(shape.members()).build();
    return call("PUT", URI.create(one(resource, known.remoteId())), known.etag(), print(body));
  }

  HttpCall patch(ResourceRef resource, Known known, JsonObject message) {
    URI uri = URI.create(one(resource, known.remoteId()));
    return call("PATCH", uri, known.etag(), print(message));
  }

  HttpCall delete(ResourceRef resource, Known known) {
    return call("DELETE", URI.create(one(resource, known.remoteId())), known.etag(), Body.EMPTY);
  }

  /// A resource of the target as it was last seen.
  record Known(String remoteId, @Nullable String etag) {}

  private HttpCall call(String method, URI uri, @Nullable String etag, Body body) {
    Map<String, String> said = new HashMap<>(headers);
    said.put("accept", MEDIA_TYPE + ", application/json");
    said.put("user-agent", "Rollcall");
    said.putAll(profile.messages().headers());
    if (!body.isEmpty()) {
      said.put("content-type", MEDIA_TYPE);
    }
    if (etag != null && profile.messages().etags()) {
      said.put("if-match", etag);
    }
    return new HttpCall(method, uri, said, body);
  }

  private Body print(JsonObject value) {
    return Body.of(json.write(value));
  }

  private String one(ResourceRef resource, String remoteId) {
    return base + endpoint(resource) + "/" + encode(remoteId);
  }

  private static String endpoint(ResourceRef resource) {
    return "/" + resource.type() + "s";
  }

  /// Members are never needed here, and a group may have very many.
  private static String withoutMembers(ResourceRef resource, String separator) {
    return resource.type().equals("Group") ? separator + WITHOUT_MEMBERS : "";
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}

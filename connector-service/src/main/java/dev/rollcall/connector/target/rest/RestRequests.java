package dev.rollcall.connector.target.rest;

import dev.rollcall.connector.delivery.core.MemberGap;
import dev.rollcall.connector.mapping.core.Mapping;
import dev.rollcall.connector.outbound.Body;
import dev.rollcall.connector.outbound.HttpCall;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Writes requests by templates.
final class RestRequests {
  private static final String MEMBERS = "members";
  private static final int HTTPS_PORT = 443;
  private static final int HTTP_PORT = 80;

  private final JsonCodec json = new JsonCodec(JsonLimits.RECORD);
  private final String base;
  private final Map<String, String> headers;

  /// What came of writing.
  sealed interface Written {
    /// A request.
    record Request(HttpCall call) implements Written {}

    /// Nothing, and why.
    record Impossible(String why) implements Written {}
  }

  RestRequests(RestConnection connection) {
    String url = connection.url().toString();
    this.base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    this.headers = connection.headers();
  }

  /// Returns the input with members, as bodies see them.
  static JsonObject withMembers(
      JsonObject input, List<MemberGap> members, Function<MemberGap, @Nullable String> remote) {
    var all = new ArrayList<Json>();
    for (MemberGap member : members) {
      all.add(
          JsonObject.builder()
              .put("id", member.memberId())
              .putIfPresent("remoteId", remote.apply(member))
              .put("type", member.memberType())
              .build());
    }
    return input.with(MEMBERS, new JsonArray(all));
  }

  Written of(Template template, JsonObject input) {
    Optional<String> path = template.path().with(values(input));
    if (path.isEmpty()) {
      return new Written.Impossible(
          "A placeholder of the path " + template.path().text() + " has no value");
    }
    URI uri = URI.create(base + path.get());
    Mapping body = template.body();
    if (body == null) {
      return new Written.Request(new HttpCall(template.method(), uri, headers, Body.EMPTY));
    }
    return switch (body.map(input)) {
      case Mapping.Outcome.Failed(var why) ->
          new Written.Impossible("The body of " + template.path().text() + " failed: " + why);
      case Mapping.Outcome.Mapped(var result) ->
          new Written.Request(
              new HttpCall(template.method(), uri, withJson(), print(result.get("body"))));
    };
  }

  /// Returns a request as a person may look at it, without its headers, which hold secrets.
  JsonObject shown(Template template, JsonObject input) {
    return switch (of(template, input)) {
      case Written.Impossible(var why) -> JsonObject.of("error", new JsonString(why));
      case Written.Request(var call) -> {
        var shown = JsonObject.builder().put("method", call.method());
        shown.put("path", call.uri().toString().substring(base.length()));
        yield call.body().isEmpty()
            ? shown.build()
            : shown.put("body", json.read(call.body().bytes())).build();
      }
    };
  }

  /// Returns the request for a page by its address, or nothing where the address is not the app's:
  /// it would be told our credentials.
  Written page(Template template, URI current, String address) {
    try {
      // Java resolves a query alone as RFC 2396 had it, and RFC 3986 section 5.4.1 has not.
      String whole = address.startsWith("?") ? current.getRawPath() + address : address;
      URI next = current.resolve(new URI(whole));
      return origin(next).equals(origin(URI.create(base))) && next.getUserInfo() == null
          ? new Written.Request(new HttpCall(template.method(), next, headers, Body.EMPTY))
          : new Written.Impossible("The app's next page is at another address than the app");
    } catch (URISyntaxException _) {
      return new Written.Impossible("The address of the app's next page is none");
    }
  }

  private static String origin(URI uri) {
    int usual = "https".equalsIgnoreCase(uri.getScheme()) ? HTTPS_PORT : HTTP_PORT;
    int port = uri.getPort() < 0 ? usual : uri.getPort();
    return (uri.getScheme() + "://" + uri.getHost() + ":" + port).toLowerCase(Locale.ROOT);
  }

  private Body print(@Nullable Json body) {
    return body == null ? Body.EMPTY : Body.of(json.write(body));
  }

  private Map<String, String> withJson() {
    var all = new HashMap<>(headers);
    all.putIfAbsent("content-type", "application/json");
    return all;
  }

  private static Map<String, String> values(JsonObject input) {
    var values = new HashMap<String, String>();
    if (input.get("resource") instanceof JsonObject resource) {
      texts(resource, values);
    }
    texts(input, values);
    if (input.get(MEMBERS) instanceof JsonArray(var members)
        && members.size() == 1
        && members.getFirst() instanceof JsonObject member) {
      member.text("id").ifPresent(id -> values.put("memberId", id));
      member.text("remoteId").ifPresent(id -> values.put("memberRemoteId", id));
    }
    return values;
  }

  private static void texts(JsonObject object, Map<String, String> values) {
    object
        .members()
        .forEach((name, value) -> {
          if (value instanceof JsonString(var text)) {
            values.put(name, text);
          }
        });
  }
}

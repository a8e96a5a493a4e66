package dev.rollcall.connector;

import dev.rollcall.connector.FakeServer.Request;
import dev.rollcall.connector.Vendor.Habit;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a vendor refuses of a request, before anything is done.
record VendorRules(Vendor vendor, ScimDirectory directory) {
  private static final Pattern FILTER = Pattern.compile("filter=(\\w+) eq \"[^\"]*\".*");
  private static final Set<String> MULTI_VALUED = Set.of("emails", "phoneNumbers", "addresses");
  private static final Set<String> NARROW_GROUP = Set.of("displayName", "members", "externalId");
  private static final int BODY_BYTES_MAX = 1_000_000;
  private static final int BODY_BYTES_MAX_MIRO = 800_000;
  private static final int FILTER_NODES_MAX = 200;
  private static final int BAD_REQUEST = 400;

  /// A refusal.
  record Refusal(int status, String detail) {}

  @Nullable Refusal refusal(Request request) {
    int longest = vendor.profile().equals("miro") ? BODY_BYTES_MAX_MIRO : BODY_BYTES_MAX;
    if (request.body().length() > longest) {
      return new Refusal(413, "too long");
    }
    if (vendor.has(Habit.WANTS_AGENT) && request.headers().get("user-agent") == null) {
      return new Refusal(403, "no User-Agent");
    }
    if (vendor.has(Habit.BARE)
        && (request.headers().get("if-match") != null || request.query().contains("sortBy"))) {
      return refused("neither entity tags nor sorting");
    }
    return switch (request.method()) {
      case "GET" -> search(request);
      case "POST", "PUT" -> resource(request.path(), request.json());
      case "PATCH" -> patch(request.path(), request.json());
      case "DELETE" -> delete(request.path());
      default -> new Refusal(405, "method");
    };
  }

  private @Nullable Refusal search(Request request) {
    if (request.path().lastIndexOf('/') > 0) {
      return null;
    }
    if (!request.query().contains("filter=")) {
      return listing(request.query());
    }
    var filter = FILTER.matcher(request.query());
    Set<String> known =
        request.path().equals("/Users") ? vendor.users().filters() : vendor.groups().filters();
    return filter.matches() && known.contains(filter.group(1))
        ? null
        : refused("filter " + request.query());
  }

  private @Nullable Refusal listing(String query) {
    return switch (vendor.lists().paging()) {
      case SEARCHES_ONLY -> refused("tooMany: a list needs a filter");
      case CURSOR -> query.contains("startIndex") ? refused("pages have cursors") : null;
      case INDEX -> query.contains("cursor") ? refused("pages have an index") : null;
    };
  }

  private @Nullable Refusal resource(String path, JsonObject resource) {
    if (!path.startsWith("/Users")) {
      return null;
    }
    for (String name : resource.members().keySet()) {
      if (!vendor.users().takes().contains(name)) {
        return refused("attribute " + name);
      }
    }
    for (String name : vendor.users().required()) {
      if (!isThere(resource, name)) {
        return refused(name + " is required");
      }
    }
    if (vendor.has(Habit.ONLY_ACTIVE) && JsonBoolean.FALSE.equals(resource.get("active"))) {
      return refused("created inactive");
    }
    return resource.members().keySet().stream()
        .filter(MULTI_VALUED::contains)
        .map(name -> values(name, resource.get(name)))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static boolean isThere(JsonObject resource, String name) {
    int dot = name.indexOf('.');
    Json value = dot < 0 ? resource.get(name) : resource.get(name.substring(0, dot));
    return dot < 0
        ? value != null
        : value instanceof JsonObject inner && inner.get(name.substring(dot + 1)) != null;
  }

  private @Nullable Refusal values(String name, @Nullable Json value) {
    if (!(value instanceof JsonArray(var all))) {
      return null;
    }
    if (vendor.has(Habit.ONE_VALUE) && all.size() > 1) {
      return refused("several values of " + name);
    }
    boolean primary =
        all.stream().anyMatch(it -> JsonBoolean.TRUE.equals(((JsonObject) it).get("primary")));
    return vendor.has(Habit.PRIMARY_MAIL) && name.equals("emails") && !primary
        ? refused("no mail is the primary one")
        : null;
  }

  private @Nullable Refusal patch(String path, JsonObject message) {
    int changed = 0;
    int nodes = 0;
    for (Json each : ((JsonArray) Objects.requireNonNull(message.get("Operations"))).elements()) {
      var operation = (JsonObject) each;
      String target = operation.text("path").orElse("");
      Refusal refusal =
          path.startsWith("/Groups") ? ofGroup(operation, target) : ofUser(operation, target);
      if (refusal != null) {
        return refusal;
      }
      nodes += target.contains("[") ? 1 : 0;
      changed += target.startsWith("members") ? Math.max(1, listed(operation).size()) : 0;
    }
    if (vendor.has(Habit.FILTER_NODES) && nodes > FILTER_NODES_MAX) {
      return refused(nodes + " nodes in filters");
    }
    return changed > vendor.groups().membersPerPatch()
        ? new Refusal(vendor.groups().tooMany(), changed + " members")
        : null;
  }

  private @Nullable Refusal ofUser(JsonObject operation, String target) {
    String name =
        target.startsWith("urn:")
            ? target.substring(0, target.lastIndexOf(':'))
            : target.replaceAll("[.\\[].*", "");
    if (!vendor.users().takes().contains(name)) {
      return refused("attribute " + target);
    }
    if (operation.text("op").filter("remove"::equals).isPresent()
        && vendor.users().required().contains(target)) {
      return refused(target + " is required");
    }
    return MULTI_VALUED.contains(target) ? values(target, operation.get("value")) : null;
  }

  private @Nullable Refusal ofGroup(JsonObject operation, String target) {
    boolean members = target.startsWith("members");
    if (vendor.has(Habit.GROUPS_ARE_NARROW) && !members && !NARROW_GROUP.contains(target)) {
      return refused("attribute " + target);
    }
    if (!members) {
      return null;
    }
    String op = operation.text("op").orElse("");
    boolean named = target.contains("[") || !listed(operation).isEmpty();
    if (op.equals("replace") || (op.equals("remove") && !named)) {
      return vendor.has(Habit.NO_REMOVE_ALL) ? refused("all members") : null;
    }
    return listed(operation).stream()
        .map(each -> ((JsonObject) each).text("value").orElse(""))
        .filter(id -> op.equals("add") && !directory.has("/Users", id))
        .findFirst()
        .map(id -> refused("no such user " + id))
        .orElse(null);
  }

  private @Nullable Refusal delete(String path) {
    if (!path.startsWith("/Users")) {
      return null;
    }
    if (vendor.has(Habit.NO_DELETE)) {
      return new Refusal(405, "users stay");
    }
    return vendor.has(Habit.DELETE_IS_FATAL) ? refused("cannot be taken back") : null;
  }

  private static Refusal refused(String detail) {
    return new Refusal(BAD_REQUEST, detail);
  }

  private static List<Json> listed(JsonObject operation) {
    return operation.get("value") instanceof JsonArray(var values)
        ? values
        : operation.get("value") instanceof JsonString text ? List.of(text) : List.of();
  }
}

package dev.rollcall.connector;

import dev.rollcall.connector.FakeServer.Request;
import dev.rollcall.connector.FakeServer.Response;
import dev.rollcall.connector.Vendor.Habit;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A vendor's SCIM server: what stands behind it is a plain directory, and in front of it are the
/// vendor's limits and refusals. Keeps what it refused, so that a test can ask for none.
final class VendorSimulator implements Function<Request, Response> {
  private static final Pattern FILTER = Pattern.compile("filter=(\\w+) eq \"[^\"]*\".*");
  private static final Set<String> MULTI_VALUED = Set.of("emails", "phoneNumbers", "addresses");
  private static final Set<String> NARROW_GROUP = Set.of("displayName", "members", "externalId");

  private final Vendor vendor;
  private final ScimDirectory directory = new ScimDirectory();
  private final Map<String, Deque<Long>> calls = new HashMap<>();
  private final List<String> refusals = new ArrayList<>();
  private int answered;
  private int throttled;

  VendorSimulator(Vendor vendor) {
    this.vendor = vendor;
  }

  ScimDirectory directory() {
    return directory;
  }

  synchronized List<String> refusals() {
    return List.copyOf(refusals);
  }

  synchronized int answered() {
    return answered;
  }

  synchronized int throttled() {
    return throttled;
  }

  @Override
  public synchronized Response apply(Request request) {
    answered++;
    String limit = exceeded(request);
    if (limit != null) {
      throttled++;
      return new Response(429, Map.of("Retry-After", "1"), "");
    }
    String refusal = refusal(request);
    if (refusal != null) {
      refusals.add(request.line() + ": " + refusal);
      return Response.json(
          400, JsonObject.builder().put("status", "400").put("detail", refusal).build());
    }
    return directory.apply(request);
  }

  /// Both as a window of the last seconds and as a bucket of the burst's size.
  private @Nullable String exceeded(Request request) {
    long now = System.nanoTime();
    for (Vendor.Limit limit : vendor.limits()) {
      if (!limit.counts().test(request)) {
        continue;
      }
      Deque<Long> past = calls.computeIfAbsent(limit.name(), _ -> new ArrayDeque<>());
      double window = limit.seconds() * 1e9;
      past.removeIf(at -> now - at > window);
      double every = window / limit.permits();
      int burst = limit.burst() == 0 ? limit.permits() : limit.burst();
      long recent = past.stream().filter(at -> now - at < every * burst).count();
      if (past.size() >= limit.permits() || recent >= 2L * burst) {
        return limit.name();
      }
      past.addLast(now);
    }
    return null;
  }

  private @Nullable String refusal(Request request) {
    if (request.body().length() > vendor.bodyBytes()) {
      return "too long";
    }
    if (has(Habit.WANTS_AGENT) && request.headers().get("user-agent") == null) {
      return "no User-Agent";
    }
    if (has(Habit.BARE)
        && (request.headers().get("if-match") != null
            || request.query().contains("startIndex")
            || request.query().contains("sortBy"))) {
      return "neither entity tags nor paging";
    }
    return switch (request.method()) {
      case "GET" -> refusedSearch(request);
      case "POST", "PUT" -> refusedResource(request.path(), request.json());
      case "PATCH" -> refusedPatch(request.path(), request.json());
      case "DELETE" -> refusedDelete(request.path());
      default -> "method";
    };
  }

  private @Nullable String refusedSearch(Request request) {
    var filter = FILTER.matcher(request.query());
    if (!request.query().contains("filter=")) {
      return null;
    }
    return filter.matches() && vendor.filters().of(request.path()).contains(filter.group(1))
        ? null
        : "filter " + request.query();
  }

  private @Nullable String refusedResource(String path, JsonObject resource) {
    if (path.startsWith("/Users")
        && has(Habit.ONLY_ACTIVE)
        && JsonBoolean.FALSE.equals(resource.get("active"))) {
      return "created inactive";
    }
    return has(Habit.ONE_VALUE) && resource.members().entrySet().stream().anyMatch(this::isMany)
        ? "several values"
        : null;
  }

  private boolean isMany(Map.Entry<String, Json> member) {
    return MULTI_VALUED.contains(member.getKey())
        && member.getValue() instanceof JsonArray(var values)
        && values.size() > 1;
  }

  private @Nullable String refusedPatch(String path, JsonObject message) {
    int changed = 0;
    for (Json each : ((JsonArray) Objects.requireNonNull(message.get("Operations"))).elements()) {
      var operation = (JsonObject) each;
      String target = operation.text("path").orElse("");
      if (path.startsWith("/Groups")) {
        String refusal = refusedGroupOperation(operation, target);
        if (refusal != null) {
          return refusal;
        }
        changed += target.startsWith("members") ? Math.max(1, values(operation).size()) : 0;
      } else if (has(Habit.ONE_VALUE)
          && MULTI_VALUED.contains(target)
          && values(operation).size() > 1) {
        return "several values";
      }
    }
    return changed > vendor.membersPerPatch() ? changed + " members" : null;
  }

  private @Nullable String refusedGroupOperation(JsonObject operation, String target) {
    boolean members = target.startsWith("members");
    if (has(Habit.GROUPS_ARE_NARROW) && !members && !NARROW_GROUP.contains(target)) {
      return "attribute " + target;
    }
    if (!members) {
      return null;
    }
    String op = operation.text("op").orElse("");
    boolean named = target.contains("[") || !values(operation).isEmpty();
    if (op.equals("replace") || (op.equals("remove") && !named)) {
      return has(Habit.NO_REMOVE_ALL) ? "all members" : null;
    }
    if (op.equals("remove") && has(Habit.REMOVES_BY_FILTER) && !target.contains("[")) {
      return "removal without filter";
    }
    return values(operation).stream()
        .map(each -> ((JsonObject) each).text("value").orElse(""))
        .filter(id -> op.equals("add") && !directory.has("/Users", id))
        .findFirst()
        .map(id -> "no such user " + id)
        .orElse(null);
  }

  private @Nullable String refusedDelete(String path) {
    if (!path.startsWith("/Users")) {
      return null;
    }
    if (has(Habit.NO_DELETE)) {
      return "users stay";
    }
    return has(Habit.DELETE_IS_FATAL) ? "cannot be taken back" : null;
  }

  private static List<Json> values(JsonObject operation) {
    return operation.get("value") instanceof JsonArray(var values)
        ? values
        : operation.get("value") instanceof JsonString text ? List.of(text) : List.of();
  }

  private boolean has(Habit habit) {
    return vendor.habits().contains(habit);
  }
}

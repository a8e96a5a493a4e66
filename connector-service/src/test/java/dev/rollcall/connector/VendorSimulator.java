package dev.rollcall.connector;

import dev.rollcall.connector.FakeServer.Request;
import dev.rollcall.connector.FakeServer.Response;
import dev.rollcall.connector.Vendor.Habit;
import dev.rollcall.connector.VendorRules.Refusal;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A vendor's SCIM server: what stands behind it is a plain directory, and in front of it are the
/// vendor's limits and refusals. Keeps what it refused, so that a test can ask for none.
final class VendorSimulator implements Function<Request, Response> {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);

  private final Vendor vendor;
  private final ScimDirectory directory = new ScimDirectory();
  private final VendorRules rules;
  private final VendorLimits limits;
  private final VendorCrowd crowd;
  private final List<String> refusals = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private final List<JsonObject> hidden = new ArrayList<>();

  /// Who is created although the answer is 429.
  private final Set<String> late = ConcurrentHashMap.newKeySet();

  /// Names that the vendor says are taken and shows to nobody.
  private final Set<String> taken = ConcurrentHashMap.newKeySet();

  /// The domains whose mail addresses are taken; all where there is none.
  private final Set<String> domains = ConcurrentHashMap.newKeySet();

  private int throttled;

  VendorSimulator(Vendor vendor) {
    this(vendor, VendorCrowd.ANY);
  }

  /// @param crowd how many requests it answers at the same time
  VendorSimulator(Vendor vendor, VendorCrowd crowd) {
    this.vendor = vendor;
    this.rules = new VendorRules(vendor, directory);
    this.limits = new VendorLimits(vendor.limits());
    this.crowd = crowd;
  }

  ScimDirectory directory() {
    return directory;
  }

  VendorLimits limits() {
    return limits;
  }

  VendorCrowd crowd() {
    return crowd;
  }

  void createsLate(String userName) {
    late.add(userName);
  }

  void hasTaken(String name) {
    taken.add(name);
  }

  void verifies(String domain) {
    domains.add(domain);
  }

  synchronized List<String> refusals() {
    return List.copyOf(refusals);
  }

  /// What was asked, one line each: the method, the path, and the status of the answer.
  synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  synchronized int throttled() {
    return throttled;
  }

  /// Who was deleted and is kept deactivated.
  synchronized List<JsonObject> hidden() {
    return List.copyOf(hidden);
  }

  @Override
  public Response apply(Request request) {
    Response response = crowd.answer(() -> answer(request));
    note(request, response);
    return response;
  }

  private synchronized void note(Request request, Response response) {
    lines.add(request.line() + " " + response.status());
    throttled += response.status() == 429 ? 1 : 0;
  }

  private synchronized Response answer(Request request) {
    Integer pause = limits.exceeded(request);
    if (pause != null) {
      return throttling(pause);
    }
    Refusal refusal = rules.refusal(request);
    if (refusal == null && isForeign(request)) {
      refusal = new Refusal(400, "the domain is not verified");
    }
    if (refusal != null) {
      refusals.add(request.line() + ": " + refusal.detail());
      return error(refusal.status(), refusal.detail());
    }
    if (request.method().equals("POST") && taken.contains(name(request.json()))) {
      return error(409, "uniqueness");
    }
    Response response = done(request);
    return request.method().equals("POST") && late.remove(name(request.json()))
        ? throttling(1)
        : response;
  }

  private Response done(Request request) {
    boolean one = request.path().lastIndexOf('/') > 0;
    if (request.method().equals("GET")) {
      return one || request.query().contains("filter=") ? shown(request) : listed(request);
    }
    if (request.method().equals("DELETE") && vendor.has(Habit.DELETE_HIDES)) {
      hide(request.path());
    }
    if (request.method().equals("DELETE") && vendor.has(Habit.DELETE_DEACTIVATES)) {
      deactivate(request.path());
      return Response.of(204);
    }
    if (vendor.has(Habit.REMOVAL_EMPTIES) && removesByValue(request)) {
      String id = request.path().substring(request.path().lastIndexOf('/') + 1);
      directory.all("/Groups").stream()
          .filter(it -> it.text("id").filter(id::equals).isPresent())
          .forEach(it -> directory.change("/Groups", id, it.without("members")));
      return Response.of(204);
    }
    return directory.apply(forgetful(request));
  }

  private Request forgetful(Request request) {
    if (!vendor.has(Habit.FORGETS_EXTERNAL_ID)
        || !request.method().equals("POST")
        || !request.path().equals("/Users")) {
      return request;
    }
    return new Request(
        request.method(),
        request.path(),
        request.query(),
        request.uri(),
        request.headers(),
        JSON.writeText(request.json().without("externalId")));
  }

  private Response shown(Request request) {
    Response response = directory.apply(request);
    if (response.body().isEmpty()) {
      return response;
    }
    JsonObject body = JSON.readObject(response.body().getBytes(StandardCharsets.UTF_8));
    if (vendor.has(Habit.HIDES_MEMBERS)) {
      body = body.without("members");
    }
    if (vendor.has(Habit.SMALL_LETTERS) && body.get("Resources") != null) {
      body =
          body.without("Resources")
              .with("resources", Objects.requireNonNull(body.get("Resources")));
    }
    return new Response(response.status(), response.headers(), JSON.writeText(body));
  }

  private Response listed(Request request) {
    List<JsonObject> all = directory.all(request.path());
    int most = vendor.lists().pageMax();
    return switch (vendor.lists().paging()) {
      case INDEX -> ScimPages.byIndex(all, request.query(), most);
      case CURSOR -> ScimPages.byCursor(all, request.query(), most);
      case SEARCHES_ONLY -> error(400, "tooMany");
    };
  }

  private void hide(String path) {
    directory.all("/Users").stream()
        .filter(it -> path.equals("/Users/" + it.text("id").orElse("")))
        .forEach(it -> hidden.add(it.with("active", JsonBoolean.FALSE)));
  }

  private void deactivate(String path) {
    directory.all("/Users").stream()
        .filter(it -> path.equals("/Users/" + it.text("id").orElse("")))
        .forEach(it ->
            directory.change(
                "/Users", it.text("id").orElseThrow(), it.with("active", JsonBoolean.FALSE)));
  }

  private boolean isForeign(Request request) {
    return !domains.isEmpty()
        && request.method().equals("POST")
        && request.path().equals("/Users")
        && mails(request.json()).stream()
            .noneMatch(mail -> domains.contains(mail.substring(mail.indexOf('@') + 1)));
  }

  private static List<String> mails(JsonObject user) {
    return user.get("emails") instanceof JsonArray(var all)
        ? all.stream().map(it -> ((JsonObject) it).text("value").orElse("")).toList()
        : List.of();
  }

  private static boolean removesByValue(Request request) {
    if (!request.method().equals("PATCH") || !request.path().startsWith("/Groups")) {
      return false;
    }
    for (Json each :
        ((JsonArray) Objects.requireNonNull(request.json().get("Operations"))).elements()) {
      var operation = (JsonObject) each;
      if (new JsonString("remove").equals(operation.get("op"))
          && new JsonString("members").equals(operation.get("path"))) {
        return true;
      }
    }
    return false;
  }

  private static String name(JsonObject resource) {
    return resource.text("userName").or(() -> resource.text("displayName")).orElse("");
  }

  static Response throttling(int seconds) {
    return new Response(429, Map.of("Retry-After", String.valueOf(seconds)), "");
  }

  private static Response error(int status, @Nullable String detail) {
    return Response.json(
        status,
        JsonObject.builder()
            .put("status", String.valueOf(status))
            .put("detail", String.valueOf(detail))
            .build());
  }
}

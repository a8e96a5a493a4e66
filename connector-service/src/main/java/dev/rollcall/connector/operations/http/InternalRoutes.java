package dev.rollcall.connector.operations.http;

import dev.rollcall.connector.mapping.Preview;
import dev.rollcall.connector.operations.DefaultMappings;
import dev.rollcall.connector.operations.LaneNames;
import dev.rollcall.connector.operations.LaneReport;
import dev.rollcall.connector.operations.LaneReport.KeyQuery;
import dev.rollcall.connector.operations.ReadBacks;
import dev.rollcall.connector.operations.Stoppages;
import dev.rollcall.connector.operations.TargetReport;
import dev.rollcall.connector.targets.TargetCheck;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.schema.StorableText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/// The connector's internal HTTP (docs/contracts.md section 4): for our own services, by the secret
/// that they share.
public final class InternalRoutes {
  static final String BASE = "/internal/v1/{tenant}";

  private static final Set<String> STATES =
      Set.of("waiting", "working", "failing", "parked", "held", "done", "discarded");

  private final LaneReport report;
  private final Parts parts;
  private final PreviewHandler preview;
  private final CheckHandler check;
  private final List<InternalPart> more;
  private final byte[] expected;

  InternalRoutes(LaneReport report, Parts parts, List<InternalPart> more, String internalToken) {
    this.report = report;
    this.parts = parts;
    this.more = List.copyOf(more);
    this.preview = new PreviewHandler(parts.preview());
    this.check = new CheckHandler(parts.check());
    this.expected = ("Bearer " + internalToken).getBytes(StandardCharsets.UTF_8);
  }

  /// What answers beside the report.
  record Parts(
      Stoppages stoppages,
      Preview preview,
      TargetCheck check,
      Looks looks,
      DeadLetterHandler letters,
      StatusHandler status,
      TroubleAnswers trouble) {}

  /// How one target is looked at more closely.
  record Looks(
      LaneNames names, TargetReport targets, ReadBacks readBacks, DefaultMappings mappings) {}

  public RouterFunction<ServerResponse> routes() {
    return RouterFunctions.route()
        .path(
            BASE,
            inside -> {
              parts.letters().routes(inside);
              parts.status().routes(inside);
              more.forEach(part -> part.routes(inside));
              inside
                  .GET("/targets", this::targets)
                  .GET("/targets/{id}", this::target)
                  .GET("/targets/{id}/keys", this::keys)
                  .POST("/targets/{id}/preview", preview::handle)
                  .POST("/targets/{id}/check", check::handle)
                  .GET("/progress", this::progress)
                  .filter((request, next) -> {
                    if (!isAllowed(request)) {
                      return refuse(HttpStatus.UNAUTHORIZED, "A token is needed");
                    }
                    // PostgreSQL holds no such text, and would refuse to look for it.
                    if (!isStorable(request)) {
                      return refuse(HttpStatus.BAD_REQUEST, "A text without U+0000 is due");
                    }
                    return Parameters.problem(request)
                        .map(it -> refuse(HttpStatus.BAD_REQUEST, it))
                        .orElseGet(() -> next.handle(request));
                  });
            })
        .onError(Throwable.class, (e, _) -> parts.trouble().of(e))
        .build();
  }

  private boolean isAllowed(ServerRequest request) {
    String given = request.headers().firstHeader(HttpHeaders.AUTHORIZATION);
    return given != null && MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected);
  }

  private static boolean isStorable(ServerRequest request) {
    return Stream.concat(
            request.pathVariables().values().stream(),
            request.queryParams().values().stream().flatMap(List::stream))
        .allMatch(StorableText::isStorable);
  }

  private Mono<ServerResponse> targets(ServerRequest request) {
    return JsonBody.list(
        "targets", report.targets(tenant(request)).map(target -> explained(request, target)));
  }

  private Mono<ServerResponse> target(ServerRequest request) {
    String id = request.pathVariable("id");
    return report
        .target(tenant(request), id)
        .zipWith(more(tenant(request), id), InternalRoutes::both)
        .map(target -> explained(request, target))
        .flatMap(target -> JsonBody.write(HttpStatus.OK, target))
        .switchIfEmpty(Mono.defer(InternalRoutes::noTarget));
  }

  private Mono<JsonObject> more(String tenant, String id) {
    Looks looks = parts.looks();
    return looks.names().laneOf(tenant, id).flatMap(lane -> looks.targets().of(tenant, lane));
  }

  private static JsonObject both(JsonObject line, JsonObject more) {
    return line.toBuilder().putAll(more.members()).build();
  }

  private JsonObject explained(ServerRequest request, JsonObject target) {
    String name = target.text("id").orElse("");
    return target.toBuilder()
        .putIfPresent("stopped", parts.stoppages().why(tenant(request), name).orElse(null))
        .putAll(readBack(tenant(request), name).members())
        .putAll(newerMapping(tenant(request), name).members())
        .build();
  }

  private JsonObject readBack(String tenant, String name) {
    return parts
        .looks()
        .readBacks()
        .of(tenant, name)
        .map(it ->
            JsonObject.builder()
                .put("leavers", it.leavers())
                .put("everything", it.everything())
                .build())
        .map(it -> JsonObject.of("readsBack", it))
        .orElse(JsonObject.EMPTY);
  }

  private JsonObject newerMapping(String tenant, String name) {
    return parts
        .looks()
        .mappings()
        .newer(tenant, name)
        .map(it ->
            JsonObject.of(
                "newerMapping",
                JsonObject.builder()
                    .put("profile", it.profile())
                    .put("newest", it.newest())
                    .build()))
        .orElse(JsonObject.EMPTY);
  }

  private Mono<ServerResponse> keys(ServerRequest request) {
    List<String> states = request.queryParams().getOrDefault("state", List.of());
    Optional<Integer> limit = Queries.limit(request);
    if (!STATES.containsAll(states) || limit.isEmpty()) {
      return refuse(HttpStatus.BAD_REQUEST, "'state' or 'limit' is not one that is known");
    }
    String tenant = tenant(request);
    String id = request.pathVariable("id");
    return report
        .target(tenant, id)
        .flatMap(
            _ -> JsonBody.list("keys", report.keys(new KeyQuery(tenant, id, states, limit.get()))))
        .switchIfEmpty(Mono.defer(InternalRoutes::noTarget));
  }

  private Mono<ServerResponse> progress(ServerRequest request) {
    var partitions = new ArrayList<Integer>();
    for (String each : request.queryParams().getOrDefault("partition", List.of())) {
      try {
        partitions.add(Integer.parseInt(each));
      } catch (NumberFormatException _) {
        return refuse(HttpStatus.BAD_REQUEST, "'partition' is not a number");
      }
    }
    return report
        .progress(tenant(request), partitions)
        .flatMap(progress -> JsonBody.write(HttpStatus.OK, progress));
  }

  private static Mono<ServerResponse> noTarget() {
    return KnownTargets.unknown();
  }

  private static Mono<ServerResponse> refuse(HttpStatus status, String detail) {
    return JsonBody.refuse(status, detail);
  }

  private static String tenant(ServerRequest request) {
    return request.pathVariable("tenant");
  }
}

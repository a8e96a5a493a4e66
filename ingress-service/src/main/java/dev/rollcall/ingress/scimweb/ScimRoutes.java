package dev.rollcall.ingress.scimweb;

import dev.rollcall.ingress.reads.Profiles;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.scim.ScimError;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.SchemaRegistry;
import dev.rollcall.scim.schema.StorableText;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/// Finds the handler of a SCIM address (RFC 7644 section 3.2). The resource types say which
/// endpoints there are.
final class ScimRoutes {
  static final String BASE = "/scim/v2";
  private static final String SEARCH = ".search";
  private static final Set<String> RESOURCE_METHODS =
      Set.of("GET", "HEAD", "PUT", "PATCH", "DELETE");

  /// What has no name in front of it is no suffix.
  private static final Pattern SUFFIX = Pattern.compile("([^/])\\.scim/?$");

  /// Of an id or a schema URN in a path.
  private static final int NAME_CHARS_MAX = 512;

  private final Profiles profiles;
  private final DiscoveryHandler discovery;
  private final ReadHandler reads;
  private final WriteHandler writes;
  private final BulkHandler bulk;
  private final AsyncHandler async;
  private final ErrorAnswers errors;

  ScimRoutes(Profiles profiles, Handlers handlers, ErrorAnswers errors) {
    this.profiles = profiles;
    this.discovery = handlers.discovery();
    this.reads = handlers.reads();
    this.writes = handlers.writes();
    this.bulk = handlers.bulk();
    this.async = handlers.async();
    this.errors = errors;
  }

  /// The handlers of the routes.
  record Handlers(
      DiscoveryHandler discovery,
      ReadHandler reads,
      WriteHandler writes,
      BulkHandler bulk,
      AsyncHandler async) {}

  Mono<ServerResponse> route(ServerRequest request) {
    return profiles
        .of(Callers.tenant(request))
        .flatMap(profile -> {
          Callers.profile(request, profile);
          return route(request, profile.profile().schemas());
        });
  }

  private Mono<ServerResponse> route(ServerRequest request, SchemaRegistry registry) {
    Optional<List<String>> path = segments(request);
    if (path.isEmpty()) {
      return notFound();
    }
    List<String> segments = path.get();
    if (segments.isEmpty()) {
      return only(request, HttpMethod.GET, () -> reads.list(request, registry.resourceTypes()));
    }
    String first = segments.getFirst();
    return switch (first) {
      case "ServiceProviderConfig" ->
          segments.size() > 1
              ? notFound()
              : only(request, HttpMethod.GET, () -> discovery.serviceProviderConfig(request));
      case "ResourceTypes" -> resourceTypes(request, segments);
      case "Schemas" -> schemas(request, segments);
      case "Bulk" ->
          segments.size() > 1
              ? notFound()
              : only(request, HttpMethod.POST, () -> bulk.bulk(request));
      case AsyncHandler.ENDPOINT ->
          segments.size() != 2
              ? notFound()
              : only(request, HttpMethod.GET, () -> async.response(request, segments.get(1)));
      case "Me" -> segments.size() > 1 ? notFound() : me(request, registry);
      case SEARCH ->
          segments.size() > 1
              ? notFound()
              : only(
                  request, HttpMethod.POST, () -> reads.search(request, registry.resourceTypes()));
      default ->
          registry
              .byEndpoint("/" + first)
              .map(type -> resources(request, type, segments))
              .orElseGet(this::notFound);
    };
  }

  /// The user whose token this is, under an address that is the same for all (RFC 7644 section
  /// 3.11).
  private Mono<ServerResponse> me(ServerRequest request, SchemaRegistry registry) {
    ResourceId user = Callers.credential(request).user();
    Optional<ResourceTypeDefinition> type = registry.resourceType("User");
    if (type.isEmpty()) {
      return notFound();
    }
    if (user == null && RESOURCE_METHODS.contains(request.method().name())) {
      return errors.answer(ScimError.notFound("This token belongs to a client and to no user."));
    }
    return resource(request, type.get(), user == null ? "" : user.value());
  }

  private Mono<ServerResponse> resourceTypes(ServerRequest request, List<String> segments) {
    return switch (segments.size()) {
      case 1 -> only(request, HttpMethod.GET, () -> discovery.resourceTypes(request));
      case 2 ->
          only(request, HttpMethod.GET, () -> discovery.resourceType(request, segments.get(1)));
      default -> notFound();
    };
  }

  private Mono<ServerResponse> schemas(ServerRequest request, List<String> segments) {
    return switch (segments.size()) {
      case 1 -> only(request, HttpMethod.GET, () -> discovery.schemas(request));
      case 2 -> only(request, HttpMethod.GET, () -> discovery.schema(request, segments.get(1)));
      default -> notFound();
    };
  }

  private Mono<ServerResponse> resources(
      ServerRequest request, ResourceTypeDefinition type, List<String> segments) {
    if (segments.size() > 2) {
      return notFound();
    }
    String method = request.method().name();
    if (segments.size() == 1) {
      return switch (method) {
        case "GET", "HEAD" -> reads.list(request, List.of(type));
        case "POST" -> writes.create(request, type);
        default -> errors.wrongMethod("GET, POST");
      };
    }
    String id = segments.get(1);
    if (id.equals(SEARCH)) {
      return only(request, HttpMethod.POST, () -> reads.search(request, List.of(type)));
    }
    return resource(request, type, id);
  }

  private Mono<ServerResponse> resource(
      ServerRequest request, ResourceTypeDefinition type, String id) {
    return switch (request.method().name()) {
      case "GET", "HEAD" -> reads.one(request, type, id);
      case "PUT" -> writes.replace(request, type, id);
      case "PATCH" -> writes.patch(request, type, id);
      case "DELETE" -> writes.delete(request, type, id);
      default -> errors.wrongMethod("GET, PUT, PATCH, DELETE");
    };
  }

  /// The decoded segments below the base. A slash at the end does not count, and neither does the
  /// suffix `.scim`, another way to ask for this media type (RFC 7644 section 3.8).
  private static Optional<List<String>> segments(ServerRequest request) {
    String whole = request.exchange().getRequest().getURI().getRawPath().substring(BASE.length());
    String raw = SUFFIX.matcher(whole).replaceFirst("$1");
    try {
      List<String> decoded =
          Arrays.stream(raw.split("/"))
              .filter(segment -> !segment.isEmpty())
              // A plus in a path is a plus.
              .map(it -> URLDecoder.decode(it.replace("+", "%2B"), StandardCharsets.UTF_8))
              .toList();
      return Optional.of(decoded).filter(it -> it.stream().allMatch(ScimRoutes::canBeName));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// Nothing has a name that could not be stored, or that is longer than any of ours.
  private static boolean canBeName(String segment) {
    return segment.length() <= NAME_CHARS_MAX && StorableText.isStorable(segment);
  }

  private Mono<ServerResponse> only(
      ServerRequest request, HttpMethod method, Supplier<Mono<ServerResponse>> answer) {
    boolean head = method.equals(HttpMethod.GET) && request.method().equals(HttpMethod.HEAD);
    return request.method().equals(method) || head
        ? answer.get()
        : errors.wrongMethod(method.name());
  }

  private Mono<ServerResponse> notFound() {
    return errors.answer(ScimError.notFound("There is no such address."));
  }
}

package dev.rollcall.connector;

import de.captaingoldfish.scim.sdk.common.constants.enums.HttpMethod;
import de.captaingoldfish.scim.sdk.common.constants.enums.SortOrder;
import de.captaingoldfish.scim.sdk.common.exceptions.ConflictException;
import de.captaingoldfish.scim.sdk.common.exceptions.ResourceNotFoundException;
import de.captaingoldfish.scim.sdk.common.resources.Group;
import de.captaingoldfish.scim.sdk.common.resources.ResourceNode;
import de.captaingoldfish.scim.sdk.common.resources.ServiceProvider;
import de.captaingoldfish.scim.sdk.common.resources.User;
import de.captaingoldfish.scim.sdk.common.resources.complex.ETagConfig;
import de.captaingoldfish.scim.sdk.common.resources.complex.FilterConfig;
import de.captaingoldfish.scim.sdk.common.resources.complex.Meta;
import de.captaingoldfish.scim.sdk.common.resources.complex.PatchConfig;
import de.captaingoldfish.scim.sdk.common.response.ScimResponse;
import de.captaingoldfish.scim.sdk.common.schemas.SchemaAttribute;
import de.captaingoldfish.scim.sdk.server.endpoints.Context;
import de.captaingoldfish.scim.sdk.server.endpoints.ResourceEndpoint;
import de.captaingoldfish.scim.sdk.server.endpoints.ResourceHandler;
import de.captaingoldfish.scim.sdk.server.endpoints.base.GroupEndpointDefinition;
import de.captaingoldfish.scim.sdk.server.endpoints.base.UserEndpointDefinition;
import de.captaingoldfish.scim.sdk.server.filter.FilterNode;
import de.captaingoldfish.scim.sdk.server.response.PartialListResponse;
import dev.rollcall.connector.FakeServer.Request;
import dev.rollcall.connector.FakeServer.Response;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A SCIM server that is not ours: SCIM-SDK, strict as it comes, with resources in memory.
final class ForeignScimServer implements Function<Request, Response> {
  private static final String BASE = "/scim/v2";

  private final Users users = new Users();
  private final Groups groups = new Groups();
  private final ResourceEndpoint endpoint;

  ForeignScimServer() {
    endpoint =
        new ResourceEndpoint(
            ServiceProvider.builder()
                .filterConfig(FilterConfig.builder().supported(true).maxResults(100).build())
                .patchConfig(PatchConfig.builder().supported(true).build())
                .eTagConfig(ETagConfig.builder().supported(true).build())
                .build());
    endpoint
        .registerEndpoint(new UserEndpointDefinition(users))
        .getFeatures()
        .setAutoFiltering(true);
    endpoint
        .registerEndpoint(new GroupEndpointDefinition(groups))
        .getFeatures()
        .setAutoFiltering(true);
  }

  Optional<User> user(String userName) {
    return users.all().stream()
        .filter(user -> user.getUserName().map(userName::equals).orElse(false))
        .findFirst();
  }

  Optional<Group> group(String displayName) {
    return groups.all().stream()
        .filter(group -> group.getDisplayName().map(displayName::equals).orElse(false))
        .findFirst();
  }

  @Override
  public synchronized Response apply(Request request) {
    Map<String, String> headers = new HashMap<>(request.headers());
    headers.put("Content-Type", "application/scim+json");
    String ifMatch = headers.remove("if-match");
    if (ifMatch != null) {
      headers.put("If-Match", ifMatch);
    }
    ScimResponse response =
        endpoint.handleRequest(
            "http://foreign.example" + request.uri(),
            HttpMethod.valueOf(request.method()),
            request.body(),
            headers,
            new Context(null));
    var answered = new HashMap<>(response.getHttpHeaders());
    answered.values().removeIf(value -> value == null);
    int status = response.getHttpStatus();
    return new Response(status, answered, status == 204 ? "" : response.toString());
  }

  static String base() {
    return BASE;
  }

  /// Keeps resources of one type.
  private abstract static class Store<T extends ResourceNode> extends ResourceHandler<T> {
    private final Map<String, T> stored = new LinkedHashMap<>();

    List<T> all() {
      synchronized (stored) {
        return List.copyOf(stored.values());
      }
    }

    abstract Optional<String> uniqueName(T resource);

    @Override
    public T createResource(T resource, Context context) {
      for (T other : all()) {
        if (uniqueName(other).equals(uniqueName(resource))) {
          throw new ConflictException("The name is taken");
        }
      }
      String id = UUID.randomUUID().toString();
      resource.setId(id);
      LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC);
      Meta meta = resource.getMeta().orElseThrow();
      meta.setCreated(now);
      meta.setLastModified(now);
      return keep(id, resource);
    }

    @Override
    public T getResource(
        String id,
        List<SchemaAttribute> attributes,
        List<SchemaAttribute> excludedAttributes,
        Context context) {
      synchronized (stored) {
        T resource = stored.get(id);
        if (resource == null) {
          throw new ResourceNotFoundException("There is no such resource");
        }
        return resource;
      }
    }

    @Override
    public PartialListResponse<T> listResources(
        long startIndex,
        int count,
        @Nullable FilterNode filter,
        @Nullable SchemaAttribute sortBy,
        @Nullable SortOrder sortOrder,
        List<SchemaAttribute> attributes,
        List<SchemaAttribute> excludedAttributes,
        Context context) {
      List<T> all = all();
      return PartialListResponse.<T>builder().resources(all).totalResults(all.size()).build();
    }

    @Override
    public T updateResource(T resource, Context context) {
      resource.getMeta().orElseThrow().setLastModified(LocalDateTime.now(ZoneOffset.UTC));
      return keep(resource.getId().orElseThrow(), resource);
    }

    @Override
    public void deleteResource(String id, Context context) {
      synchronized (stored) {
        if (stored.remove(id) == null) {
          throw new ResourceNotFoundException("There is no such resource");
        }
      }
    }

    private T keep(String id, T resource) {
      synchronized (stored) {
        stored.put(id, resource);
      }
      return resource;
    }
  }

  private static final class Users extends Store<User> {
    @Override
    Optional<String> uniqueName(User user) {
      return user.getUserName();
    }
  }

  private static final class Groups extends Store<Group> {
    @Override
    Optional<String> uniqueName(Group group) {
      return group.getDisplayName();
    }
  }
}

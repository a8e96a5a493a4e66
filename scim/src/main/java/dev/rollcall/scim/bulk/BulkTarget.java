package dev.rollcall.scim.bulk;

import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimError;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.SchemaRegistry;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an operation is about.
///
/// @param id null for a POST
public record BulkTarget(ResourceTypeDefinition type, @Nullable String id) {
  private static final Set<String> METHODS = Set.of("POST", "PUT", "PATCH", "DELETE");
  private static final int WRONG_METHOD = 405;

  /// Finds the target of a method and path: 400 where the method is none of the four or the path is
  /// no resource's, 404 for an endpoint that is not there, 405 where the two do not go together.
  public static Result<BulkTarget> of(SchemaRegistry schemas, String method, String path) {
    if (!METHODS.contains(method)) {
      return Result.badRequest(
          ScimType.INVALID_SYNTAX, "The method of an operation is POST, PUT, PATCH or DELETE");
    }
    List<String> segments;
    try {
      segments =
          Arrays.stream(path.split("/"))
              .filter(segment -> !segment.isEmpty())
              .map(it -> URLDecoder.decode(it.replace("+", "%2B"), StandardCharsets.UTF_8))
              .toList();
    } catch (IllegalArgumentException _) {
      return notThere(path);
    }
    if (segments.isEmpty() || segments.size() > 2) {
      return Result.badRequest(
          ScimType.INVALID_SYNTAX, "The path of an operation is /{endpoint} or /{endpoint}/{id}");
    }
    String id = segments.size() == 2 ? segments.get(1) : null;
    if (method.equals("POST") != (id == null)) {
      return Result.refused(
          new ScimError(
              WRONG_METHOD, null, "A POST has the path /{endpoint}, all others /{endpoint}/{id}"));
    }
    return schemas
        .byEndpoint("/" + segments.getFirst())
        .map(type -> Result.ok(new BulkTarget(type, id)))
        .orElseGet(() -> notThere(path));
  }

  private static Result<BulkTarget> notThere(String path) {
    return Result.refused(ScimError.notFound("No resource type has the path '" + path + "'"));
  }
}

package dev.rollcall.scim.resource;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.scim.schema.AttributeDefinition;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.Returned;
import dev.rollcall.scim.schema.SchemaRegistry;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Shows a kept resource as a client sees it: with `id`, `meta` and the addresses of what it refers
/// to, in a fixed order. [AttributeSelection#apply] then cuts it to what was asked for.
public final class ResourceRenderer {
  private static final String VALUE = "value";
  private static final String REF = "$ref";
  private static final String TYPE = "type";

  private final SchemaRegistry registry;
  private final String baseUrl;

  private ResourceRenderer(SchemaRegistry registry, String baseUrl) {
    this.registry = registry;
    this.baseUrl = baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl;
  }

  /// Renders a resource of the standard types.
  ///
  /// @param baseUrl the SCIM base URL that the client uses
  public static JsonObject render(
      ResourceTypeDefinition type, ResourceState state, String baseUrl) {
    return render(SchemaRegistry.standard(), type, state, baseUrl);
  }

  /// Renders a resource; `registry` knows the types that it may refer to.
  public static JsonObject render(
      SchemaRegistry registry, ResourceTypeDefinition type, ResourceState state, String baseUrl) {
    return new ResourceRenderer(registry, baseUrl).rendered(type, state);
  }

  /// The entity tag of a version, which is also its `meta.version`: `W/"7"`.
  public static String entityTag(long version) {
    return "W/\"" + version + "\"";
  }

  /// The URL of a resource.
  public static String location(ResourceTypeDefinition type, String id, String baseUrl) {
    return new ResourceRenderer(SchemaRegistry.standard(), baseUrl).url(type, id);
  }

  private JsonObject rendered(ResourceTypeDefinition type, ResourceState state) {
    JsonObject document = state.document();
    var shown = JsonObject.builder();
    put(shown, SchemasMember.NAME, document.get(SchemasMember.NAME));
    shown.put("id", state.id().value());
    put(shown, "externalId", document.get("externalId"));
    putAll(shown, type.schema().attributes(), document);
    for (var extension : type.extensions()) {
      String urn = extension.schema().urn();
      if (document.get(urn) instanceof JsonObject values) {
        var inner = JsonObject.builder();
        putAll(inner, extension.schema().attributes(), values);
        shown.put(urn, inner.build());
      }
    }
    document
        .members()
        .forEach((name, value) -> {
          if (isOpenExtension(type, name)) {
            shown.put(name, value);
          }
        });
    return shown.put("meta", meta(type, state)).build();
  }

  private JsonObject meta(ResourceTypeDefinition type, ResourceState state) {
    return JsonObject.builder()
        .put("resourceType", type.name())
        .put("created", state.created().toString())
        .put("lastModified", state.lastModified().toString())
        .put("location", url(type, state.id().value()))
        .put("version", entityTag(state.version()))
        .build();
  }

  private static boolean isOpenExtension(ResourceTypeDefinition type, String name) {
    return SchemasMember.canBeOpenExtension(name)
        && type.extensions().stream().noneMatch(it -> it.schema().urn().equals(name));
  }

  private void putAll(
      JsonObject.Builder shown, List<AttributeDefinition> attributes, JsonObject values) {
    for (AttributeDefinition attribute : attributes) {
      Json value = values.get(attribute.name());
      if (value != null && attribute.returned() != Returned.NEVER) {
        shown.put(attribute.name(), withReference(attribute, value));
      }
    }
  }

  private static void put(JsonObject.Builder shown, String name, @Nullable Json value) {
    if (value != null) {
      shown.put(name, value);
    }
  }

  private Json withReference(AttributeDefinition attribute, Json value) {
    List<ResourceTypeDefinition> targets = targets(attribute);
    if (targets.isEmpty()) {
      return value;
    }
    if (value instanceof JsonArray(var elements)) {
      var shown = new ArrayList<Json>(elements.size());
      elements.forEach(element -> shown.add(withReference(targets, element)));
      return new JsonArray(shown);
    }
    return withReference(targets, value);
  }

  /// An element says by its `type` what it refers to; one without is of the first type that the
  /// schema allows: a manager is a User.
  private Json withReference(List<ResourceTypeDefinition> targets, Json value) {
    if (!(value instanceof JsonObject element)
        || !(element.get(VALUE) instanceof JsonString(var id))) {
      return value;
    }
    String named = element.text(TYPE).orElse("");
    ResourceTypeDefinition target =
        targets.stream()
            .filter(it -> it.name().equalsIgnoreCase(named))
            .findFirst()
            .orElse(targets.getFirst());
    var shown = JsonObject.builder().put(VALUE, id).put(REF, url(target, id));
    for (Map.Entry<String, Json> member : element.members().entrySet()) {
      if (!member.getKey().equals(VALUE) && !member.getKey().equals(REF)) {
        shown.put(member.getKey(), member.getValue());
      }
    }
    return shown.build();
  }

  private List<ResourceTypeDefinition> targets(AttributeDefinition attribute) {
    return attribute.subAttribute(REF).stream()
        .flatMap(ref -> ref.referenceTypes().stream())
        .map(registry::resourceType)
        .flatMap(Optional::stream)
        .toList();
  }

  private String url(ResourceTypeDefinition type, String id) {
    String segment = URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    return baseUrl + type.endpoint() + "/" + segment;
  }
}

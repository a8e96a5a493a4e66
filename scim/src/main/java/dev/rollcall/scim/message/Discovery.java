package dev.rollcall.scim.message;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Urns;
import dev.rollcall.scim.bulk.BulkLimits;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.SchemaDefinition;
import dev.rollcall.scim.schema.SchemaRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The documents in which a service provider says what it can do (RFC 7644 section 4).
public final class Discovery {
  /// The largest page of a list.
  public static final int FILTER_RESULTS_MAX = 1000;

  /// The page of a list where the client leaves its size open.
  public static final int PAGE_DEFAULT = 100;

  /// How long a cursor can be used, in seconds (RFC 9865 section 4).
  public static final int CURSOR_TIMEOUT_SECONDS = 3600;

  private final SchemaRegistry registry;
  private final String baseUrl;

  /// @param baseUrl the SCIM base URL that the client uses
  public Discovery(SchemaRegistry registry, String baseUrl) {
    this.registry = registry;
    this.baseUrl = baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl;
  }

  /// `GET /ServiceProviderConfig`.
  public JsonObject serviceProviderConfig() {
    return JsonObject.builder()
        .put("schemas", Messages.schemas(Urns.SERVICE_PROVIDER_CONFIG))
        .put("patch", supported(true).build())
        .put(
            "bulk",
            supported(true)
                .put("maxOperations", BulkLimits.OPERATIONS_MAX)
                .put("maxPayloadSize", BulkLimits.PAYLOAD_BYTES_MAX)
                .build())
        .put("filter", supported(true).put("maxResults", FILTER_RESULTS_MAX).build())
        .put("changePassword", supported(false).build())
        .put("sort", supported(true).build())
        .put("etag", supported(true).build())
        .put("pagination", pagination())
        .put("securityEvents", securityEvents())
        .put("authenticationSchemes", JsonArray.of(bearerToken()))
        .put("meta", meta("ServiceProviderConfig", "/ServiceProviderConfig"))
        .build();
  }

  /// `GET /ResourceTypes`.
  public JsonObject resourceTypes() {
    var documents = new ArrayList<Json>();
    registry.resourceTypes().forEach(type -> documents.add(document(type)));
    return all(documents);
  }

  /// `GET /ResourceTypes/{name}`.
  public Optional<JsonObject> resourceType(String name) {
    return registry.resourceType(name).map(this::document);
  }

  /// `GET /Schemas`.
  public JsonObject schemas() {
    var documents = new ArrayList<Json>();
    registry.schemas().forEach(schema -> documents.add(document(schema)));
    return all(documents);
  }

  /// `GET /Schemas/{urn}`, in any letter case.
  public Optional<JsonObject> schema(String urn) {
    return registry.schema(urn).map(this::document);
  }

  private static JsonObject all(List<Json> documents) {
    return Messages.listResponse(documents.size(), 1, documents);
  }

  private static JsonObject.Builder supported(boolean supported) {
    return JsonObject.builder().put("supported", supported);
  }

  /// Pages by index stay the default: Entra asks with `startIndex`.
  private static JsonObject pagination() {
    return JsonObject.builder()
        .put("cursor", true)
        .put("index", true)
        .put("defaultPaginationMethod", "index")
        .put("defaultPageSize", PAGE_DEFAULT)
        .put("maxPageSize", FILTER_RESULTS_MAX)
        .put("cursorTimeout", CURSOR_TIMEOUT_SECONDS)
        .build();
  }

  /// RFC 9967 section 4: a request is answered later where the client asks for that.
  private static JsonObject securityEvents() {
    return JsonObject.builder()
        .put("asyncRequest", "request")
        .put("eventUris", JsonArray.ofStrings(List.of(AsyncResponse.EVENT)))
        .build();
  }

  private static JsonObject bearerToken() {
    return JsonObject.builder()
        .put("type", "oauthbearertoken")
        .put("name", "Bearer token")
        .put("description", "A token in the Authorization header, as RFC 6750 says.")
        .put("specUri", "https://www.rfc-editor.org/rfc/rfc6750")
        .put("primary", true)
        .build();
  }

  private JsonObject document(SchemaDefinition schema) {
    return SchemaDocument.of(schema, baseUrl + "/Schemas/" + schema.urn());
  }

  private JsonObject document(ResourceTypeDefinition type) {
    var extensions = new ArrayList<Json>();
    for (ResourceTypeDefinition.Extension extension : type.extensions()) {
      extensions.add(
          JsonObject.builder()
              .put("schema", extension.schema().urn())
              .put("required", extension.required())
              .build());
    }
    return JsonObject.builder()
        .put("schemas", Messages.schemas(Urns.RESOURCE_TYPE))
        .put("id", type.name())
        .put("name", type.name())
        .put("endpoint", type.endpoint())
        .put("description", type.description())
        .put("schema", type.schema().urn())
        .put("schemaExtensions", new JsonArray(extensions))
        .put("meta", meta("ResourceType", "/ResourceTypes/" + type.name()))
        .build();
  }

  private JsonObject meta(String resourceType, String path) {
    return JsonObject.builder()
        .put("resourceType", resourceType)
        .put("location", baseUrl + path)
        .build();
  }
}

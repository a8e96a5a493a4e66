package dev.rollcall.ingress.openapi;

import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.SchemaRegistry;
import java.util.List;

/// The OpenAPI 3.1 document of the SCIM and the administration interface. Resource types that a
/// tenant defined have the same operations under endpoints of their own.
public final class OpenApiDocument {
  private static final String SCIM = "/scim/v2";
  private static final List<String> SELECTION = List.of("attributes", "excludedAttributes");
  private static final List<String> SEARCH =
      List.of(
          "filter",
          "sortBy",
          "sortOrder",
          "startIndex",
          "count",
          "cursor",
          "attributes",
          "excludedAttributes");

  private final JsonObject.Builder paths = JsonObject.builder();

  private OpenApiDocument() {}

  /// Builds the document.
  ///
  /// @param publicUrl where clients reach ingress, without a path
  public static JsonObject of(String publicUrl, SchemaRegistry schemas) {
    var document = new OpenApiDocument();
    schemas.resourceTypes().forEach(document::resources);
    document.discovery();
    document.otherScim();
    document.administration();
    document.operations();
    return JsonObject.builder()
        .put("openapi", "3.1.0")
        .put(
            "info",
            JsonObject.builder()
                .put("title", "Rollcall")
                .put("version", "1")
                .put(
                    "description",
                    "SCIM 2.0 (RFC 7643, 7644, 9865, 9967) and administration. Resource types that"
                        + " a tenant defined have the operations of /scim/v2/Users under their own"
                        + " endpoint.")
                .build())
        .put("servers", JsonArray.of(JsonObject.of("url", new JsonString(publicUrl))))
        .put("security", JsonArray.of(JsonObject.of("token", JsonArray.EMPTY)))
        .put("paths", document.paths.build())
        .put("components", OpenApiComponents.of(schemas))
        .build();
  }

  private void resources(ResourceTypeDefinition type) {
    String name = type.name();
    paths.put(
        SCIM + type.endpoint(),
        JsonObject.builder()
            .put(
                "get",
                scim("List " + name + " resources")
                    .query(SEARCH)
                    .answer(200, "ListResponse")
                    .build())
            .put(
                "post",
                scim("Create a " + name)
                    .query(SELECTION)
                    .body(name)
                    .asynchronous()
                    .answer(201, name)
                    .build())
            .build());
    paths.put(SCIM + type.endpoint() + "/{id}", withPath("id", resource(name)));
    paths.put(
        SCIM + type.endpoint() + "/.search",
        JsonObject.of(
            "post",
            scim("Search " + name + " resources")
                .body("SearchRequest")
                .answer(200, "ListResponse")
                .build()));
  }

  private static JsonObject.Builder resource(String name) {
    return JsonObject.builder()
        .put(
            "get",
            scim("Read a " + name)
                .query(SELECTION)
                .header("If-None-Match")
                .answer(200, name)
                .empty(304)
                .build())
        .put(
            "put",
            scim("Replace a " + name)
                .query(SELECTION)
                .header("If-Match")
                .body(name)
                .asynchronous()
                .answer(200, name)
                .build())
        .put(
            "patch",
            scim("Change a " + name)
                .query(SELECTION)
                .header("If-Match")
                .body("PatchOp")
                .asynchronous()
                .answer(200, name)
                .empty(204)
                .build())
        .put(
            "delete",
            scim("Delete a " + name).header("If-Match").asynchronous().empty(204).build());
  }

  private void discovery() {
    get(SCIM + "/ServiceProviderConfig", "What this service provider can do");
    get(SCIM + "/ResourceTypes", "The resource types");
    paths.put(SCIM + "/ResourceTypes/{name}", withPath("name", read("A resource type")));
    get(SCIM + "/Schemas", "The schemas");
    paths.put(SCIM + "/Schemas/{urn}", withPath("urn", read("A schema")));
  }

  private void otherScim() {
    paths.put(
        SCIM,
        JsonObject.of(
            "get",
            scim("List resources of all types").query(SEARCH).answer(200, "ListResponse").build()));
    paths.put(
        SCIM + "/.search",
        JsonObject.of(
            "post",
            scim("Search resources of all types")
                .body("SearchRequest")
                .answer(200, "ListResponse")
                .build()));
    paths.put(
        SCIM + "/Bulk",
        JsonObject.of(
            "post",
            scim("Several operations in one request")
                .body("BulkRequest")
                .asynchronous()
                .answer(200, "BulkResponse")
                .build()));
    paths.put(
        SCIM + "/AsyncResponses/{transaction}",
        withPath("transaction", read("How a request ended that was answered with 202")));
    paths.put(SCIM + "/Me", resource("User").build());
  }

  private void administration() {
    paths.put(
        "/admin/history/{id}",
        withPath(
            "id",
            read("Every change of a resource, and who asked for it", List.of("after", "limit"))));
    paths.put("/admin/requests/{id}", withPath("id", read("A recorded request and its decision")));
    get("/admin/delivery/targets", "The apps that are kept up to date");
    paths.put("/admin/delivery/targets/{id}", withPath("id", target()));
    paths.put(
        "/admin/delivery/targets/{id}/configuration",
        withPath("id", read("How an app is configured, without its secrets")));
    paths.put(
        "/admin/delivery/targets/{id}/keys",
        withPath("id", read("The resources that an app lacks or that are parked for it")));
    paths.put(
        "/admin/delivery/targets/{id}/preview",
        withPath(
            "id",
            JsonObject.builder()
                .put(
                    "post",
                    new Operation("What an app would get of a resource", "application/json")
                        .body("Document")
                        .answer(200, "Document")
                        .build())));
    DeliveryPaths.addTo(paths);
    HoldPaths.into(paths);
    FeedPaths.into(paths);
    get("/admin/resource-types", "The tenant's own resource types and extensions");
    paths.put(
        "/admin/resource-types/{name}",
        withPath(
            "name",
            definition("A resource type of the tenant's own, or the extensions of User or Group")));
    paths.put("/admin/dialects", definition("Which client quirks are tolerated").build());
  }

  private static JsonObject.Builder target() {
    return read("How an app is doing")
        .put(
            "put",
            configuring("Configure an app; secrets are sealed, and kept where they are left out")
                .answer(201, "Document")
                .build())
        .put("patch", configuring("Change the configuration of an app by a merge patch").build())
        .put(
            "delete",
            new Operation("Deliver to an app no more", "application/json")
                .shared()
                .header("If-Match")
                .asynchronous()
                .empty(204)
                .build());
  }

  private static Operation configuring(String summary) {
    return new Operation(summary, "application/json")
        .shared()
        .query(List.of("check", "dryRun"))
        .header("If-Match")
        .body("Document")
        .asynchronous()
        .answer(200, "Document");
  }

  private void operations() {
    open("/health/live", "Whether the process runs");
    open("/health/ready", "Whether it can serve");
    open("/metrics", "Measurements in the format of Prometheus");
    open("/openapi.json", "This document");
  }

  private static JsonObject.Builder definition(String summary) {
    return read(summary)
        .put(
            "put",
            new Operation("Define: " + summary, "application/json")
                .shared()
                .header("If-Match")
                .body("Definition")
                .answer(200, "Definition")
                .answer(201, "Definition")
                .build());
  }

  private void get(String path, String summary) {
    paths.put(path, read(summary).build());
  }

  static JsonObject.Builder read(String summary) {
    return read(summary, List.of());
  }

  private static JsonObject.Builder read(String summary, List<String> query) {
    return JsonObject.builder()
        .put(
            "get",
            new Operation(summary, "application/json")
                .query(query)
                .answer(200, "Document")
                .shared()
                .build());
  }

  private void open(String path, String summary) {
    paths.put(
        path,
        JsonObject.of(
            "get", new Operation(summary, "application/json").answer(200, "Document").build()));
  }

  private static Operation scim(String summary) {
    return new Operation(summary, "application/scim+json").shared();
  }

  static JsonObject withPath(String name, JsonObject.Builder operations) {
    return operations
        .put("parameters", JsonArray.of(Operation.parameter(name, "path", true)))
        .build();
  }
}

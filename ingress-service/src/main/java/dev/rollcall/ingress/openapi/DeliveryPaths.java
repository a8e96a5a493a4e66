package dev.rollcall.ingress.openapi;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/// The part of the document on what failed and how it is repaired.
final class DeliveryPaths {
  private static final String TARGET = "/admin/delivery/targets/{id}";
  private static final List<String> FILTER =
      List.of("errorClass", "resourceType", "parkedAfter", "parkedBefore", "text");

  private DeliveryPaths() {}

  static void addTo(JsonObject.Builder paths) {
    paths.put(
        TARGET + "/deadletters",
        path(
            "id",
            read("The parked resources of an app, with counts by class of error")
                .query(FILTER)
                .query(List.of("limit", "cursor"))));
    paths.put(
        TARGET + "/deadletters/{resource}",
        path("id", "resource", read("A parked resource: what differs, and what is in the way")));
    paths.put(
        TARGET + "/resources/{resource}",
        path("id", "resource", read("How a resource stands at an app, in sentences")));
    paths.put(
        TARGET + "/acts",
        parameters(
            JsonObject.builder()
                .put(
                    "get",
                    read("What was done about dead letters and the app")
                        .query(List.of("limit"))
                        .build())
                .put(
                    "post",
                    new Operation(
                            "Redrive, discard, cancel, reconcile, repair or resume; or a dry run",
                            "application/json")
                        .shared()
                        .body("DeliveryAct")
                        .answer(200, "Document")
                        .answer(201, "Document")
                        .build()),
            "id"));
    paths.put(TARGET + "/acts/{act}", path("id", "act", read("How far an act is")));
    paths.put(
        "/admin/delivery/configurations",
        JsonObject.of("get", read("Which apps are configured by recorded requests").build()));
    paths.put(
        "/admin/delivery/sealing",
        JsonObject.builder()
            .put("get", read("Under which keys the secrets of targets are sealed").build())
            .put("post", read("Seal them anew under the newest key").build())
            .build());
    paths.put(
        "/admin/delivery/people/{resource}",
        path("resource", read("How a resource stands at each app").query(List.of("target"))));
    paths.put(
        "/admin/delivery/leavers",
        JsonObject.of(
            "get",
            read("Who may no longer be in an app, and since when")
                .query(List.of("target", "overdue", "stillIn", "limit"))
                .build()));
    paths.put(
        "/admin/delivery/leavers/times",
        JsonObject.of(
            "get", read("How quickly leavers were out").query(List.of("window")).build()));
  }

  private static Operation read(String summary) {
    return new Operation(summary, "application/json").answer(200, "Document").shared();
  }

  private static JsonObject path(String name, Operation get) {
    return parameters(JsonObject.builder().put("get", get.build()), name);
  }

  private static JsonObject path(String first, String second, Operation get) {
    return parameters(JsonObject.builder().put("get", get.build()), first, second);
  }

  private static JsonObject parameters(JsonObject.Builder operations, String... names) {
    var all = new ArrayList<Json>();
    for (String name : names) {
      all.add(Operation.parameter(name, "path", true));
    }
    return operations.put("parameters", new JsonArray(all)).build();
  }
}

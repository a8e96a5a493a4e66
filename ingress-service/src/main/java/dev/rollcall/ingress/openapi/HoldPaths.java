package dev.rollcall.ingress.openapi;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import java.util.List;

/// The paths of acts that wait for a person, of sending again, and of reading targets back.
final class HoldPaths {
  private HoldPaths() {}

  static void into(JsonObject.Builder paths) {
    String target = "/admin/delivery/targets/{id}";
    paths.put(
        target + "/holds",
        OpenApiDocument.withPath(
            "id", OpenApiDocument.read("Acts that would take many away, and wait for a person")));
    paths.put(
        target + "/holds/{holdId}",
        withPaths(
            List.of("id", "holdId"),
            OpenApiDocument.read("An act, with a sample of whom it concerns")
                .put("post", recorded("Release an act, or reject it"))));
    paths.put(
        target + "/replay",
        OpenApiDocument.withPath(
            "id",
            JsonObject.builder()
                .put(
                    "post",
                    new Operation("Send again what an app has or lacks", "application/json")
                        .body("Document")
                        .answer(200, "Document")
                        .answer(202, "Document")
                        .build())));
    paths.put(
        target + "/replays",
        OpenApiDocument.withPath("id", OpenApiDocument.read("What was or is sent again")));
    paths.put(
        target + "/replays/{replayId}",
        withPaths(
            List.of("id", "replayId"),
            OpenApiDocument.read("How far a replay is")
                .put("post", recorded("Pause a replay, resume it or cancel it"))));
    String reconciliations = target + "/reconciliations";
    paths.put(
        reconciliations,
        OpenApiDocument.withPath(
            "id", OpenApiDocument.read("How often a target was read back, and what came of it")));
    paths.put(
        reconciliations + "/{run}",
        withPaths(
            List.of("id", "run"),
            OpenApiDocument.read("How far a reconciliation is, with counts")));
    paths.put(
        reconciliations + "/{run}/findings",
        withPaths(
            List.of("id", "run"),
            OpenApiDocument.read("What a target has otherwise than it must, by pages")));
  }

  private static JsonObject recorded(String summary) {
    return new Operation(summary, "application/json")
        .body("Document")
        .answer(202, "Document")
        .build();
  }

  private static JsonObject withPaths(List<String> names, JsonObject.Builder operations) {
    List<Json> parameters =
        names.stream().map(name -> (Json) Operation.parameter(name, "path", true)).toList();
    return operations.put("parameters", new JsonArray(parameters)).build();
  }
}

package dev.rollcall.e2e.crash.cluster;

import dev.rollcall.schemas.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What a cluster is started with.
///
/// @param folder its data and logs
/// @param targets entries of the targets file
/// @param extra further environment by role, such as a seeded bug
public record Options(
    Path folder,
    List<Access> tenants,
    List<JsonObject> targets,
    Map<String, Map<String, String>> extra) {
  public Options {
    tenants = List.copyOf(tenants);
    targets = List.copyOf(targets);
    extra = Map.copyOf(extra);
  }
}

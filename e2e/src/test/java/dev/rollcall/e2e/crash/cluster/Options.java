package dev.rollcall.e2e.crash.cluster;

import dev.rollcall.schemas.json.JsonObject;
import java.nio.file.Path;
import java.util.List;

/// What a cluster is started with.
///
/// @param folder its data and logs
/// @param targets entries of the targets file
public record Options(Path folder, List<Access> tenants, List<JsonObject> targets) {
  public Options {
    tenants = List.copyOf(tenants);
    targets = List.copyOf(targets);
  }
}

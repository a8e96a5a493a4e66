package dev.rollcall.e2e.crash.cluster;

import dev.rollcall.schemas.json.JsonObject;
import java.nio.file.Path;
import java.util.List;

/// What a cluster is started with.
///
/// @param folder its data and logs
/// @param targets entries of the targets file
/// @param database what is there before any of our processes
public record Options(
    Path folder, List<Access> tenants, List<JsonObject> targets, Database database) {
  public Options {
    tenants = List.copyOf(tenants);
    targets = List.copyOf(targets);
  }

  /// PostgreSQL as others use it too.
  ///
  /// @param tables statements that make what they need
  public record Database(int port, String tables) {
    /// Where a target finds it.
    public String url() {
      return "postgres://127.0.0.1:%d/%s".formatted(port, Cluster.DATABASE);
    }
  }
}

package dev.rollcall.connector.mapping;

import dev.rollcall.connector.delivery.core.Profile;
import dev.rollcall.connector.mapping.core.Shaping;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// Port to what targets get, of those that are configured and of those that somebody thinks of.
public interface TargetShapes {

  /// What decides on a resource's form at a target.
  ///
  /// @param requests what the app would be sent to have a resource of this shape
  record TargetShape(
      Shaping shaping,
      Profile profile,
      BiFunction<ResourceRef, JsonObject, List<JsonObject>> requests) {}

  /// What came of reading a configuration that is not saved.
  sealed interface Draft {
    record Usable(TargetShape shape) implements Draft {}

    /// It cannot be used.
    ///
    /// @param problems what is wrong with it, one sentence each
    record Unusable(List<String> problems) implements Draft {
      public Unusable {
        problems = List.copyOf(problems);
      }
    }
  }

  /// Returns what a configured target gets; empty where the tenant has none of this name.
  Optional<TargetShape> of(String tenant, String targetId);

  /// Reads a configuration, with its secrets sealed, as it would be recorded. Blocking: a file of
  /// keys may be read.
  Draft draft(String tenant, String targetId, JsonObject configuration);
}

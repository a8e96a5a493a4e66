package dev.rollcall.connector.targets;

import dev.rollcall.schemas.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/// Port to the targets that administrators recorded, as intake folded them. Blocking.
///
/// All fail with [Roster.UnavailableException] while PostgreSQL does not serve.
public interface RecordedTargets {

  /// A target as it was recorded; its secrets are sealed.
  record Recorded(String tenant, String name, JsonObject document) {}

  /// Grows with every change of any of them.
  long change();

  /// All that there are, less those that were deleted.
  List<Recorded> all();

  /// How many a tenant has beside the one of this name.
  int others(String tenant, String name);

  /// Those of these ids that are groups of the tenant.
  Set<String> groups(String tenant, Collection<String> ids);
}

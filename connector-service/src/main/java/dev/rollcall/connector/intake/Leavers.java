package dev.rollcall.connector.intake;

import dev.rollcall.connector.intake.core.FoldedBatch.ResourceRow;
import java.util.List;

/// Port to who falls out of a target's scope by a change of his own. It is a hint for the order in
/// which keys are taken, and decides nothing.
@FunctionalInterface
public interface Leavers {

  /// A resource that a target's filter does not match any more.
  record Leaver(String targetId, String resourceId) {}

  /// Returns those among the changed resources who do not satisfy the filter of a target.
  List<Leaver> among(List<ResourceRow> changed);
}

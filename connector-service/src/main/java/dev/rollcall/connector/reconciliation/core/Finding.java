package dev.rollcall.connector.reconciliation.core;

import dev.rollcall.connector.parking.core.Difference.Change;
import dev.rollcall.schemas.event.ResourceRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One difference of a resource of ours.
///
/// @param generation of its key as it was compared: under another one the finding counts for
///   nothing
/// @param remoteId the target's id of it, or null where it has none
/// @param active whether the account is in use at the target, where that is what differs; else null
/// @param changes field by field; empty where all of it differs
public record Finding(
    Kind kind,
    ResourceRef resource,
    long generation,
    @Nullable String remoteId,
    @Nullable Boolean active,
    List<Change> changes) {
  public Finding {
    changes = List.copyOf(changes);
  }
}

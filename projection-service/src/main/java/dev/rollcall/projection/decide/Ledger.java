package dev.rollcall.projection.decide;

import dev.rollcall.projection.decide.core.Needs;
import dev.rollcall.projection.decide.core.WorkingState;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.scim.profile.Profile;
import java.util.Map;
import java.util.Set;

/// The store of positions, decisions and directory, as one thread uses it. Its trouble is either a
/// `StoreUnavailableException` (passes) or an `UnstorableException` (does not).
public interface Ledger extends AutoCloseable {

  /// Takes a partition over: raises its epoch and returns where it stands. The first claim starts
  /// at the beginning of the log.
  ///
  /// @param topicId the topic that is there now; it counts only where the partition has no position
  Claim claim(int partition, String topicId);

  /// Fetches what a batch needs, at once, into its working state.
  void recall(Needs needs, WorkingState state);

  /// The profiles of tenants as they stand.
  Map<TenantId, Profile> profiles(Set<TenantId> tenants);

  /// Writes a batch in one transaction, whose first statement moves the position.
  ///
  /// @throws ClaimLostException where somebody else claimed the partition since; nothing is written
  void commit(DecidedBatch batch);

  /// Makes of a batch what can be made without the store; what comes back writes it, as [#commit]
  /// does, perhaps on another thread.
  default Runnable prepared(DecidedBatch batch) {
    return () -> commit(batch);
  }

  /// Ends the session. The next use opens another.
  @Override
  void close();
}

package dev.rollcall.connector.reconciliation;

import dev.rollcall.connector.delivery.LanePages;
import dev.rollcall.connector.reconciliation.RunStore.Run;
import dev.rollcall.connector.reconciliation.core.Finding;
import dev.rollcall.connector.reconciliation.core.Policy;
import dev.rollcall.connector.target.ReadableApp.Shown;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Port to what a run has read and found. Whatever is stored is stored for a run that is still this
/// instance's, or not at all.
public interface FindingStore {

  /// A resource of ours.
  ///
  /// @param remoteId the target's id of it, or null where it is not linked
  /// @param settled whether nothing was under way since a moment
  record Known(LanePages.Key key, @Nullable String remoteId, boolean settled) {}

  /// What a page has brought.
  ///
  /// @param pending resources with changes that are under way
  record Page(String resourceType, List<Shown> shown, List<Finding> findings, long pending) {
    public Page {
      shown = List.copyOf(shown);
      findings = List.copyOf(findings);
    }
  }

  /// What came of looking for what a target has not shown.
  ///
  /// @param awaited what is to be there
  record Search(List<Finding> findings, List<Awaited> awaited, long pending) {
    public Search {
      findings = List.copyOf(findings);
      awaited = List.copyOf(awaited);
    }
  }

  /// The name of a resource of ours that is to be there and was not shown: whatever bears it is
  /// taken over, and is no stranger.
  record Awaited(String resourceType, String name) {}

  /// A group whose members are read.
  ///
  /// @param since when reading them began
  record Group(LanePages.Key key, String remoteId, Instant since) {}

  /// The run found more than is ever kept of one.
  final class TooManyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TooManyException(long most) {
      super("The target differs in more than " + most + " places");
    }
  }

  /// The time, by the clock of the store.
  Mono<Instant> now();

  /// Returns the resources of ours that are linked to these.
  Mono<List<Known>> known(Run run, String resourceType, List<String> remoteIds, Instant since);

  /// Stores a page.
  Mono<Void> page(Run run, Page page);

  /// Returns resources that the target has not shown, in order, behind one of them.
  Mono<List<Known>> unseen(Run run, List<String> resourceTypes, String after);

  /// Stores what came of looking for some that the target has not shown.
  Mono<Void> missing(Run run, Search search);

  /// Returns groups that the target has shown, in order, behind one of them, but for those that a
  /// person has said stay as they are.
  Mono<List<Known>> groups(Run run, String after);

  /// Stores members that the target has shown.
  Mono<Void> members(Run run, Group group, List<String> references);

  /// Compares a group whose members were all read.
  Mono<Void> compare(Run run, Group group);

  /// Notes a group whose members could not be read.
  Mono<Void> unread(Run run, Group group, String why);

  /// Notes all groups of ours that the target has shown, where it shows no members of any.
  Mono<Void> membersNotShown(Run run);

  /// Finds what the target has shown and nobody of ours is linked to.
  ///
  /// @param deactivates whether to remove an account is to make it inactive: then one that is
  ///   inactive is none
  Mono<Void> extras(Run run, boolean deactivates);

  /// Ends the run, and asks for what the policy says about what it found.
  Mono<Void> finish(Run run, Policy policy, boolean acts);
}

package dev.rollcall.connector.reconciliation;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.delivery.Dispatcher;
import dev.rollcall.connector.delivery.Lane;
import dev.rollcall.connector.delivery.LanePages;
import dev.rollcall.connector.delivery.LaneReads;
import dev.rollcall.connector.delivery.core.Profile.Removal;
import dev.rollcall.connector.reconciliation.RunStore.Run;
import dev.rollcall.connector.target.ReadableApp;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import reactor.core.publisher.Mono;

/// Carries out one run: reads all users, all groups and the members of groups, looks for what was
/// not shown, and for what nobody of ours is linked to. It changes nothing at the target and
/// nothing of a key: what is repaired is asked for when the run has ended.
final class Reconciler {
  private final FindingStore store;
  private final LanePages pages;
  private final Dispatcher dispatcher;
  private final Limits.Reconciling limits;

  Reconciler(
      FindingStore store, LanePages pages, Dispatcher dispatcher, Limits.Reconciling limits) {
    this.store = store;
    this.pages = pages;
    this.dispatcher = dispatcher;
    this.limits = limits;
  }

  /// The target cannot be read, for a reason that is for people.
  static final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean wholly;

    /// @param wholly whether nothing of the target can be read, and not just what was asked for
    UnreadableException(String why, boolean wholly) {
      super(why);
      this.wholly = wholly;
    }

    boolean isWholly() {
      return wholly;
    }
  }

  /// Carries the run out to its end.
  ///
  /// @throws UnreadableException as a signal, where it cannot be
  Mono<Void> carryOut(Run run) {
    Optional<LaneReads> reads = dispatcher.reads(run.targetId());
    if (reads.isEmpty()) {
      return Mono.error(() -> new LanePages.ReconfiguredException(run.targetId()));
    }
    Lane lane = reads.get().lane();
    if (!(lane.app() instanceof ReadableApp app)) {
      return Mono.error(() ->
          new UnreadableException(
              "A target of this kind cannot be read: nothing is compared", true));
    }
    if (!lane.profile().lists()) {
      return Mono.error(
          () -> new UnreadableException("The target lists nobody: nothing is compared", true));
    }
    var asking = new Asking(run, reads.get(), dispatcher, store::now, limits);
    var parts = new RunParts(run, lane, app, store, asking);
    var resources = new ResourceReading(parts, pages, dispatcher.mapping());
    var members = new MemberReading(parts);
    Mono<Void> all = Mono.empty();
    for (String type : app.types()) {
      all = all.then(Mono.defer(() -> resources.read(type)));
    }
    return all.then(Mono.defer(members::read))
        .then(Mono.defer(() -> resources.lookForMissing(limits.rereadsMax())))
        .then(Mono.defer(() -> store.extras(run, deactivates(lane))))
        .then(Mono.defer(() -> store.finish(run, lane.policy(), !run.reportOnly())))
        .timeout(limits.total())
        .onErrorMap(
            TimeoutException.class,
            _ ->
                new UnreadableException(
                    "It took longer than " + limits.total().toHours() + " h", true));
  }

  private static boolean deactivates(Lane lane) {
    return lane.profile().accounts().removal() == Removal.DEACTIVATE;
  }
}

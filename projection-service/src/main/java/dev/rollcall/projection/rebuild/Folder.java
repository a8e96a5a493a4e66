package dev.rollcall.projection.rebuild;

import dev.rollcall.projection.decide.Claim;
import dev.rollcall.projection.decide.Deciding;
import dev.rollcall.projection.decide.Ledger;
import dev.rollcall.projection.decide.PartitionDecider;
import dev.rollcall.projection.decide.Replayer;
import dev.rollcall.projection.decide.Replayer.Recorded;
import java.util.List;

/// Brings one partition of a successor forward.
sealed interface Folder {

  /// How far it has come.
  Claim claim();

  /// Folds the next requests with their decisions. The last of it may still be on its way.
  void advance(List<Recorded> run);

  /// Waits until everything is written.
  void settle();

  /// Folds what is recorded, as it is recorded.
  record AsRecorded(Replayer replayer) implements Folder {
    @Override
    public Claim claim() {
      return replayer.claim();
    }

    @Override
    public void advance(List<Recorded> run) {
      replayer.advance(run);
    }

    @Override
    public void settle() {
      replayer.settle();
    }
  }

  /// Decides once more, and folds only what comes out as it is recorded.
  record Redecided(PartitionDecider decider, RedecidedLedger ledger) implements Folder {
    static Folder of(int partition, String topicId, Deciding deciding, Ledger ledger) {
      var redecided = new RedecidedLedger(ledger);
      return new Redecided(deciding.claim(partition, topicId, redecided), redecided);
    }

    @Override
    public Claim claim() {
      return decider.claim();
    }

    @Override
    public void advance(List<Recorded> run) {
      ledger.expect(run.stream().map(Recorded::answer).toList());
      decider.advance(run.stream().map(Recorded::request).toList());
    }

    @Override
    public void settle() {
      // A decider commits before it returns.
    }
  }
}

package dev.rollcall.projection.rebuild;

import dev.rollcall.projection.decide.Deciding;
import dev.rollcall.projection.decide.DecisionRecord;
import dev.rollcall.projection.decide.PartitionStoppedException;
import dev.rollcall.projection.decide.Replayer.Recorded;
import dev.rollcall.projection.rebuild.Successor.Pause;
import dev.rollcall.projection.rebuild.Successor.Snapshot;
import dev.rollcall.projection.rebuild.core.Comparison;
import dev.rollcall.projection.rebuild.core.Difference;
import dev.rollcall.projection.trouble.Joined;
import dev.rollcall.projection.trouble.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One piece of work, from its beginning to its end. Belongs to one thread; the logs are read by
/// another one, ahead of it, and what is folded is written by a third.
final class RebuildRun {
  private static final Logger log = LoggerFactory.getLogger(RebuildRun.class);

  /// Decisions that one transaction folds.
  private static final int RUN_MAX = 1_000;

  /// So far behind the deciders may be held up for the rest.
  private static final long NEAR = 500;

  /// And so long the last of it may have taken to fold, of the time that they may be held up.
  private static final Duration NEAR_MAX = Duration.ofMillis(500);

  /// After so many rounds it is tried all the same, where little is left and takes long.
  private static final int ROUNDS_MAX = 10;

  /// How long deciders are held up while the last decisions are folded.
  private static final Duration PAUSE_MAX = Duration.ofSeconds(2);

  private static final int PAUSES_MAX = 20;

  /// How long a log may give nothing although there is more.
  private static final Duration SILENCE_MAX = Duration.ofSeconds(30);

  private final Parts parts;
  private final Telling telling;
  private final Map<Integer, Lane> lanes = new HashMap<>();
  private final LedgerCheck ledger = new LedgerCheck();
  private long bytes;

  /// What the work is done with.
  ///
  /// @param reader runs what reads ahead
  /// @param writer runs what writes a run while the next is being made
  record Parts(
      Successor successor,
      History history,
      Deciding deciding,
      ExecutorService reader,
      ExecutorService writer,
      LongSupplier nanos) {}

  /// Whom it tells how it stands.
  interface Telling {
    void phase(Phase phase);

    /// How much there is to fold.
    ///
    /// @param before decisions that were folded before this began
    /// @param bytes of those that it is to fold, about
    void weighed(long before, long bytes);

    /// How much is folded.
    ///
    /// @param total decisions that there are; negative where that is not known anew
    /// @param bytes of the decisions that this work has folded
    void folded(long done, long total, long bytes);

    void differences(List<Difference> differences);
  }

  RebuildRun(Parts parts, Telling telling) {
    this.parts = parts;
    this.telling = telling;
  }

  /// A partition that is being folded.
  private record Lane(Folder folder, History.Reading reading) {}

  /// Does the work.
  ///
  /// @param acceptDifferences whether a rebuilt directory serves although it differs from the one
  ///   before
  void run(Work work, boolean acceptDifferences) {
    try {
      telling.phase(Phase.FOLDING);
      parts.successor().prepare(work);
      weigh(work);
      comeNear(work);
      if (work == Work.REBUILD) {
        telling.phase(Phase.INDEXING);
        parts.successor().index();
        comeNear(work);
      }
      if (work != Work.ROLLBACK) {
        compare(work, acceptDifferences);
      }
      if (work == Work.VERIFY) {
        parts.successor().drop();
      } else {
        switchOver(work);
      }
    } finally {
      lanes.values().forEach(lane -> lane.reading().close());
    }
  }

  /// Looks once at how much there is to fold.
  private void weigh(Work work) {
    var from = new HashMap<Integer, Long>();
    for (int partition : parts.successor().servingSeqs().keySet()) {
      from.put(partition, lane(work, partition).folder().claim().nextSeq());
    }
    telling.weighed(folded(), parts.successor().bytesFrom(from));
  }

  private void switchOver(Work work) {
    telling.phase(Phase.SWITCHING);
    try (Pause pause = level(work)) {
      pause.switchOver();
    }
    log.info("The directory that was folded anew serves");
  }

  private void compare(Work work, boolean acceptDifferences) {
    telling.phase(Phase.COMPARING);
    List<Difference> differences;
    try (Snapshot moment = moment(work)) {
      differences = new ArrayList<>(Comparison.of(moment.serving(), moment.folded()));
    }
    differences.addAll(0, ledger.found());
    telling.differences(differences);
    if (work == Work.REBUILD && !differences.isEmpty() && !acceptDifferences) {
      throw new RebuildRefusedException(
          "The directory that serves is not what the logs say. Nothing was changed. Look at the"
              + " differences; to let the one that was folded from the logs serve, accept them.");
    }
  }

  private Snapshot moment(Work work) {
    try (Pause pause = level(work)) {
      return pause.snapshot();
    }
  }

  /// Holds the deciders up where both directories are at the same place.
  private Pause level(Work work) {
    for (int i = 0; i < PAUSES_MAX; i++) {
      comeNear(work);
      Pause pause = parts.successor().pause();
      try {
        long deadline = parts.nanos().getAsLong() + PAUSE_MAX.toNanos();
        while (behind(work) > 0 && parts.nanos().getAsLong() < deadline) {
          foldAll(work);
        }
        if (behind(work) == 0) {
          return pause;
        }
      } catch (RuntimeException e) {
        pause.close();
        throw e;
      }
      pause.close();
    }
    throw new StoreUnavailableException("The logs are too slow to catch up with the deciders");
  }

  /// Folds what there is, again and again, until little is left and that takes little time: a
  /// decision may be one change or a thousand.
  private void comeNear(Work work) {
    long heardNanos = parts.nanos().getAsLong();
    long behind = behind(work);
    boolean near = false;
    for (int rounds = 0; !near; rounds++) {
      long beganNanos = parts.nanos().getAsLong();
      foldAll(work);
      long now = parts.nanos().getAsLong();
      long left = behind(work);
      if (left < behind) {
        heardNanos = now;
      } else if (left > NEAR && now - heardNanos > SILENCE_MAX.toNanos()) {
        throw new StoreUnavailableException("The logs give nothing more, and there is more");
      }
      behind = left;
      boolean quick = now - beganNanos <= NEAR_MAX.toNanos();
      near = left <= NEAR && (quick || rounds >= ROUNDS_MAX);
    }
  }

  /// How many decisions the successor lacks.
  private long behind(Work work) {
    long done = 0;
    long total = 0;
    for (var serving : parts.successor().servingSeqs().entrySet()) {
      done += lane(work, serving.getKey()).folder().claim().nextSeq() - 1;
      total += serving.getValue() - 1;
    }
    telling.folded(done, total, bytes);
    return total - done;
  }

  private Lane lane(Work work, int partition) {
    return lanes.computeIfAbsent(
        partition,
        it -> {
          String topicId = parts.history().topicId();
          Folder folder =
              work == Work.VERIFY
                  ? Folder.Redecided.of(it, topicId, parts.deciding(), parts.successor().ledger())
                  : new Folder.AsRecorded(
                      parts
                          .deciding()
                          .replay(it, topicId, parts.successor().ledger(), parts.writer()));
          if (!folder.claim().topicId().equals(topicId)) {
            throw new PartitionStoppedException("The directory belongs to another requests log");
          }
          return new Lane(folder, parts.history().from(folder.claim()));
        });
  }

  private void foldAll(Work work) {
    for (var serving : parts.successor().servingSeqs().entrySet()) {
      fold(lane(work, serving.getKey()), serving.getValue());
    }
  }

  /// Folds one run while the one before is being written and the next is being read.
  private void fold(Lane lane, long until) {
    if (lane.folder().claim().nextSeq() >= until) {
      return;
    }
    List<Recorded> run = Joined.of(ahead(lane));
    while (!run.isEmpty()) {
      Recorded last = run.getLast();
      boolean more = last.answer().decision().seq() + 1 < until;
      CompletableFuture<List<Recorded>> next =
          more ? ahead(lane) : CompletableFuture.completedFuture(List.of());
      try {
        lane.folder().advance(run);
        bytes += weight(run);
        if (lane.folder() instanceof Folder.Redecided) {
          holdAgainstLedger(run);
        }
      } finally {
        run = Joined.of(next);
      }
      telling.folded(folded(), -1, bytes);
    }
    lane.folder().settle();
  }

  private void holdAgainstLedger(List<Recorded> run) {
    List<DecisionRecord> records = run.stream().map(it -> it.answer().record()).toList();
    int before = ledger.found().size();
    ledger.check(
        records,
        parts
            .successor()
            .stored(
                records.getFirst().partition(), records.getFirst().seq(), records.getLast().seq()));
    if (ledger.found().size() > before) {
      telling.differences(ledger.found());
    }
  }

  private static long weight(List<Recorded> run) {
    return run.stream().mapToLong(it -> it.answer().record().bytes().length).sum();
  }

  private long folded() {
    return lanes.values().stream().mapToLong(it -> it.folder().claim().nextSeq() - 1).sum();
  }

  private CompletableFuture<List<Recorded>> ahead(Lane lane) {
    return CompletableFuture.supplyAsync(() -> lane.reading().next(RUN_MAX), parts.reader());
  }
}

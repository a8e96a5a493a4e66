package dev.rollcall.projection.rebuild;

import dev.rollcall.process.BrokenProcess;
import dev.rollcall.projection.decide.ClaimLostException;
import dev.rollcall.projection.decide.Deciding;
import dev.rollcall.projection.decide.PartitionStoppedException;
import dev.rollcall.projection.rebuild.core.Difference;
import dev.rollcall.projection.trouble.StoreUnavailableException;
import dev.rollcall.projection.trouble.UnstorableException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does one piece of work at a time, on a thread of its own, and says how it stands.
public final class Rebuilder {
  private static final Logger log = LoggerFactory.getLogger(Rebuilder.class);

  private final Supplier<Successor> successors;
  private final Supplier<History> histories;
  private final Deciding deciding;
  private final InstantSource clock;
  private volatile @Nullable Status status;

  /// @param successors opens a successor; refuses where another process has it
  /// @param histories opens the logs
  /// @param deciding with an outlet that nobody reads
  public Rebuilder(
      Supplier<Successor> successors,
      Supplier<History> histories,
      Deciding deciding,
      InstantSource clock) {
    this.successors = successors;
    this.histories = histories;
    this.deciding = deciding;
    this.clock = clock;
  }

  /// How the last piece of work stands; empty where there was none since the start.
  public Optional<Status> status() {
    return Optional.ofNullable(status);
  }

  /// Begins a piece of work.
  ///
  /// @return false where one is under way
  public synchronized boolean begin(Work work, boolean acceptDifferences) {
    Status now = status;
    if (now != null && now.isRunning()) {
      return false;
    }
    status = Status.begun(work, clock.instant());
    Thread.ofPlatform()
        .daemon()
        .name("rebuild")
        .start(BrokenProcess.guarding(log, work.toString(), () -> run(work, acceptDifferences)));
    return true;
  }

  private void run(Work work, boolean acceptDifferences) {
    log.info("{} begins", work);
    try (Successor successor = successors.get();
        History history = histories.get();
        var reader = thread("rebuild-reader");
        var writer = thread("rebuild-writer")) {
      var parts =
          new RebuildRun.Parts(successor, history, deciding, reader, writer, System::nanoTime);
      new RebuildRun(parts, new Told()).run(work, acceptDifferences);
      update(it -> it.in(Phase.DONE, clock.instant()));
      log.info("{} is done: {}", work, status);
    } catch (RebuildRefusedException
        | StoreUnavailableException
        | UnstorableException
        | ClaimLostException
        | PartitionStoppedException e) {
      fail(work, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      log.error("{} broke", work, e);
      fail(work, "It broke: " + e.getClass().getSimpleName() + "; the log says where");
    }
  }

  private static ExecutorService thread(String name) {
    return Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name(name).factory());
  }

  private void fail(Work work, String sentence) {
    log.error("{} failed: {}", work, sentence);
    update(it -> it.failed(sentence, clock.instant()));
  }

  private synchronized void update(java.util.function.UnaryOperator<Status> change) {
    Status now = status;
    if (now != null) {
      status = change.apply(now);
    }
  }

  /// Keeps the status.
  private final class Told implements RebuildRun.Telling {
    @Override
    public void phase(Phase phase) {
      update(it -> it.in(phase, clock.instant()));
    }

    @Override
    public void weighed(long before, long bytes) {
      update(it -> it.with(it.folding().weighed(before, bytes)));
    }

    @Override
    public void folded(long done, long total, long bytes) {
      update(it -> it.with(it.folding().folded(done, total, bytes, clock.instant())));
    }

    @Override
    public void differences(List<Difference> differences) {
      update(it -> it.differing(differences));
    }
  }
}

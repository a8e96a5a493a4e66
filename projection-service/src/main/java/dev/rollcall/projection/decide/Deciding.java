package dev.rollcall.projection.decide;

import dev.rollcall.projection.Limits;
import dev.rollcall.projection.decide.core.Decider;
import dev.rollcall.schemas.wire.DecisionCodec;
import dev.rollcall.schemas.wire.RequestCodec;
import dev.rollcall.schemas.wire.Unsealer;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.Executor;

/// Makes a decider for each partition that is claimed. Safe for use by several threads.
public final class Deciding {
  private final DecidingParts parts;

  /// @param partitions how many partitions the requests log has
  public Deciding(Limits limits, int partitions, DecisionOutlet outlet, MeterRegistry registry) {
    this.parts =
        new DecidingParts(
            new RecordReader(new RequestCodec(Unsealer.WITHOUT_KEYS), partitions),
            new BatchDecider(new Decider(), new DecisionCodec(Unsealer.WITHOUT_KEYS), limits),
            outlet,
            new DecideMeters(registry),
            limits.batchBytesMax());
  }

  /// Claims a partition.
  public PartitionDecider claim(int partition, String topicId, Ledger ledger) {
    return new PartitionDecider(parts, ledger, ledger.claim(partition, topicId));
  }

  /// Claims a partition to fold what was decided in it before.
  ///
  /// @param writer runs what writes a batch, while the next one is being made
  public Replayer replay(int partition, String topicId, Ledger ledger, Executor writer) {
    return new Replayer(parts.reader(), ledger, ledger.claim(partition, topicId), writer);
  }
}

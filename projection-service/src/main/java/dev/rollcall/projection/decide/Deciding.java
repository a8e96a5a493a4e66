package dev.rollcall.projection.decide;

import dev.rollcall.projection.Limits;
import dev.rollcall.projection.decide.core.Decider;
import dev.rollcall.projection.decide.core.RequestReader;
import dev.rollcall.schemas.wire.DecisionCodec;
import dev.rollcall.schemas.wire.RequestCodec;
import dev.rollcall.schemas.wire.Unsealer;
import dev.rollcall.scim.schema.SchemaRegistry;
import io.micrometer.core.instrument.MeterRegistry;

/// Makes a decider for each partition that is claimed. Safe for use by several threads.
public final class Deciding {
  private final DecidingParts parts;

  /// @param partitions how many partitions the requests log has
  public Deciding(Limits limits, int partitions, DecisionOutlet outlet, MeterRegistry registry) {
    SchemaRegistry schemas = SchemaRegistry.standard();
    var requestReader = new RequestReader(schemas);
    this.parts =
        new DecidingParts(
            new RecordReader(new RequestCodec(Unsealer.WITHOUT_KEYS), requestReader, partitions),
            new BatchDecider(
                schemas,
                new Decider(requestReader),
                new DecisionCodec(Unsealer.WITHOUT_KEYS),
                limits),
            outlet,
            new DecideMeters(registry));
  }

  /// Claims a partition.
  public PartitionDecider claim(int partition, String topicId, Ledger ledger) {
    return new PartitionDecider(parts, ledger, ledger.claim(partition, topicId));
  }
}

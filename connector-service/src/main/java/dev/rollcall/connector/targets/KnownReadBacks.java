package dev.rollcall.connector.targets;

import dev.rollcall.connector.operations.ReadBacks;
import dev.rollcall.connector.target.TargetKind.Delivery;
import java.util.Optional;

/// What can be read of targets, by the configuration that delivers.
record KnownReadBacks(TargetsWatch watch) implements ReadBacks {

  @Override
  public Optional<ReadBack> of(String tenant, String name) {
    return watch.target(tenant, name).map(KnownReadBacks::of);
  }

  /// Of those who get every fact nobody is read.
  private static ReadBack of(Target target) {
    boolean isState = target.kind().delivery() == Delivery.STATE;
    return new ReadBack(isState && target.profile().readBack(), target.isListed());
  }
}

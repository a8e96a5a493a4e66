package dev.rollcall.connector.targets;

import dev.rollcall.connector.mapping.TargetShapes;
import dev.rollcall.connector.targets.RecordedReader.One;
import dev.rollcall.connector.targets.RecordedTargets.Recorded;
import dev.rollcall.schemas.json.JsonObject;
import java.util.Optional;

/// What targets get, by the configuration that delivers and by the check that a new one must pass.
final class ReadShapes implements TargetShapes {
  private final TargetsWatch watch;
  private final TargetCheck check;

  ReadShapes(TargetsWatch watch, TargetCheck check) {
    this.watch = watch;
    this.check = check;
  }

  @Override
  public Optional<TargetShape> of(String tenant, String targetId) {
    return watch.target(tenant, targetId).map(ReadShapes::shape);
  }

  @Override
  public Draft draft(String tenant, String targetId, JsonObject configuration) {
    One one = check.examined(new Recorded(tenant, targetId, configuration));
    Target target = one.target();
    return target == null ? new Draft.Unusable(one.problems()) : new Draft.Usable(shape(target));
  }

  private static TargetShape shape(Target target) {
    return new TargetShape(target.shaping(), target.profile(), target.binding()::requests);
  }
}

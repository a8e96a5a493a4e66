package dev.rollcall.faults;

import dev.rollcall.faults.weave.Change;
import dev.rollcall.faults.woven.Misbehaviour;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.Optional;

/// All seeded bugs.
public final class SeededBugs {
  private static final ClassDesc MISBEHAVIOUR =
      ClassDesc.of(Misbehaviour.class.getPackageName(), Misbehaviour.class.getSimpleName());
  private static final ClassDesc LIST = ConstantDescs.CD_List;
  private static final ClassDesc OPTIONAL = ClassDesc.of("java.util.Optional");

  private static final List<SeededBug> ALL =
      List.of(
          new SeededBug(
              "fence-skipped",
              Place.of("dev.rollcall.projection.decide.postgres.PostgresLedger", "fence"),
              new Change.Text(
                  "AND epoch = ? AND next_offset = ?",
                  "AND ?::bigint IS NOT NULL AND ?::bigint IS NOT NULL"),
              "Whoever commits a batch moves the partition's position, whether the partition is"
                  + " theirs and stands there or not."),
          new SeededBug(
              "offset-not-compared",
              Place.of("dev.rollcall.connector.intake.postgres.PostgresReadModel", "move"),
              new Change.Text(
                  "AND next_offset = ? AND seq = ?",
                  "AND ?::bigint IS NOT NULL AND ?::bigint IS NOT NULL"),
              "The connector's intake moves its position from wherever it is, back as well."),
          new SeededBug(
              "answer-before-commit",
              Place.of("dev.rollcall.projection.decide.PartitionDecider", "commit"),
              new Change.Prologue(code ->
                  code.aload(0)
                      .aload(1)
                      .invokestatic(
                          MISBEHAVIOUR,
                          "answer",
                          MethodTypeDesc.of(
                              ConstantDescs.CD_void,
                              ConstantDescs.CD_Object,
                              ConstantDescs.CD_Object))),
              "Decisions are published, and so answered, "
                  + Misbehaviour.EARLY.toMillis()
                  + " ms before they are committed."),
          new SeededBug(
              "relay-out-of-order",
              Place.of("dev.rollcall.projection.relay.RelayLane", "appendAll"),
              new Change.Prologue(code ->
                  code.aload(1)
                      .invokestatic(MISBEHAVIOUR, "swapped", MethodTypeDesc.of(LIST, LIST))
                      .astore(1)),
              "The relay publishes the first two decisions of a batch in the wrong order."),
          new SeededBug(
              "retry-after-dropped",
              Place.of("dev.rollcall.connector.target.RetryAfter", "parse"),
              new Change.Body(code ->
                  code.invokestatic(OPTIONAL, "empty", MethodTypeDesc.of(OPTIONAL)).areturn()),
              "A target's Retry-After is not heard: the usual schedule of retries counts."));

  private SeededBugs() {}

  /// Every bug.
  public static List<SeededBug> all() {
    return ALL;
  }

  /// The bug of a name.
  public static Optional<SeededBug> named(String name) {
    return ALL.stream().filter(bug -> bug.name().equals(name)).findFirst();
  }
}

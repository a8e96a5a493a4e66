package dev.rollcall.faults;

import static dev.rollcall.faults.CrashPoints.after;
import static dev.rollcall.faults.CrashPoints.before;

import java.util.List;

/// The crash points of the projection on the way from a request to its decision.
final class ProjectionPoints {
  private static final String ROOT = "dev.rollcall.projection.";
  private static final String DECIDER = ROOT + "decide.PartitionDecider";
  private static final String LEDGER = ROOT + "decide.postgres.PostgresLedger";
  private static final String CLAIMER = ROOT + "decide.kafka.Claimer";
  private static final String LANE = ROOT + "relay.RelayLane";
  private static final String DECISIONS = ROOT + "relay.kafka.KafkaDecisionLog";
  private static final String MIGRATION = ROOT + "postgres.Migration";

  static final List<CrashPoint> ALL =
      List.of(
          before(
              "projection.migrating", Place.of(MIGRATION, "run"), "The tables were not looked at."),
          after(
              "projection.migrated", Place.of(MIGRATION, "run"), "The tables are there; no more."),
          before("projection.claiming", Place.of(CLAIMER, "claim"), "No partition is claimed."),
          after(
              "projection.epoch-raised",
              Place.of(LEDGER, "claim"),
              "A partition is claimed in the store; the log was not compared with it."),
          after(
              "projection.claimed",
              Place.of(CLAIMER, "claim"),
              "Store and log fit; nobody serves the partition."),
          after(
              "projection.log-end-known",
              new Place(DECISIONS, "lastSeq", "(I)"),
              "The relay knows where the decisions log ends, and does nothing about it."),
          after(
              "projection.backlog-read",
              Place.of(ROOT + "relay.postgres.PostgresDecisionStore", "from"),
              "The relay has the decisions that the log lacks; none is published."),
          before(
              "projection.polled",
              Place.of(DECIDER, "advance"),
              "Requests were read; nothing is decided."),
          after(
              "projection.recalled",
              Place.of(LEDGER, "recall"),
              "What the batch needs is fetched; nothing is decided."),
          after(
              "projection.decided",
              Place.of(ROOT + "decide.BatchDecider", "decide"),
              "The batch is decided in memory; nothing is written."),
          before("projection.committing", Place.of(LEDGER, "commit"), "The batch is not written."),
          before(
              "projection.script-ready",
              Place.of(ROOT + "postgres.SqlScript", "run"),
              "The transaction is put together; PostgreSQL has none of it."),
          after(
              "projection.script-run",
              Place.of(ROOT + "postgres.SqlScript", "run"),
              "PostgreSQL has committed; the ledger has not returned."),
          after(
              "projection.committed",
              Place.of(LEDGER, "commit"),
              "The batch is committed; neither relay nor claim know of it."),
          before(
              "projection.relaying",
              Place.of(LANE, "committed"),
              "The relay was called; nothing is on its way to the log."),
          before(
              "projection.publishing",
              Place.of(DECISIONS, "append"),
              "A decision is to be appended; the producer does not have it."),
          after(
              "projection.published",
              Place.of(DECISIONS, "append"),
              "The producer has the decision; the log may have it or not."),
          before(
              "projection.acknowledged",
              Place.of(LANE, "acknowledged"),
              "The log has the decision; the relay does not know."),
          after(
              "projection.batch-done",
              Place.of(DECIDER, "commit"),
              "The batch is committed and handed to the relay."),
          before(
              "projection.quarantining",
              Place.of(DECIDER, "quarantine"),
              "A record cannot be decided; nothing says so."),
          after(
              "projection.quarantined",
              Place.of(DECIDER, "quarantine"),
              "A record is quarantined."),
          after(
              "projection.recovering",
              new Place(DECIDER, "recover", "(Ldev/rollcall/projection/decide/RecordedDecisions;)"),
              "The store lacks decisions of the log; none is taken back."),
          after(
              "projection.recovered-some",
              Place.of(ROOT + "decide.Replayer", "advance"),
              "Some decisions of the log are stored again, and more may be missing."));

  private ProjectionPoints() {}
}

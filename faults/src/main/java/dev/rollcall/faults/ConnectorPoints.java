package dev.rollcall.faults;

import static dev.rollcall.faults.CrashPoints.after;
import static dev.rollcall.faults.CrashPoints.before;

import java.util.List;

/// The crash points of the connector, from the decisions log to the target.
final class ConnectorPoints {
  private static final String ROOT = "dev.rollcall.connector.";
  private static final String READ_MODEL = ROOT + "intake.postgres.PostgresReadModel";
  private static final String LANES = ROOT + "delivery.postgres.PostgresLanes";
  private static final String SETTLEMENT = ROOT + "delivery.postgres.LaneSettlement";
  private static final String SCIM = ROOT + "target.scim.ScimApp";
  private static final String WEBHOOK = ROOT + "target.webhook.WebhookApp";
  private static final String DEAD_LETTER_TOPIC = ROOT + "parking.kafka.KafkaDeadLetterTopic";
  private static final String ROSTER = ROOT + "targets.postgres.PostgresRoster";

  static final List<CrashPoint> ALL =
      List.of(
          after(
              "connector.migrated",
              Place.of(ROOT + "database.Database", "migrate"),
              "The tables are there; no more."),
          after(
              "connector.position-read",
              new Place(
                  READ_MODEL, "position", "(ILjava/lang/String;Ljava/util/function/Supplier;)"),
              "Intake knows where it stands, and reads nothing."),
          before(
              "connector.filling",
              Place.of(ROSTER, "fill"),
              "A new target has a lane, not committed, and nothing to get."),
          after(
              "connector.filled",
              new Place(ROSTER, "configure", "(Ldev/rollcall/connector/targets/Roster$Roll;)"),
              "A new target has its lane and its keys; nobody works on them."),
          after(
              "connector.leases-released",
              Place.of(LANES, "release"),
              "The leases of an earlier life are given back; nothing is taken."),
          before(
              "connector.taking",
              Place.of(ROOT + "intake.Intake", "take"),
              "Decisions were read; nothing is folded."),
          after(
              "connector.folded",
              Place.of(ROOT + "intake.core.Fold", "of"),
              "Decisions are folded in memory; nothing is stored."),
          after(
              "connector.position-moved",
              Place.of(READ_MODEL, "move"),
              "The position is moved, not committed; the rows are not written."),
          after(
              "connector.rows-written",
              Place.of(ROOT + "intake.postgres.BatchWriter", "write"),
              "The rows are written, and not committed."),
          after(
              "connector.taken",
              Place.of(READ_MODEL, "apply"),
              "The batch is committed; no worker was woken."),
          after(
              "connector.keys-claimed",
              Place.of(LANES, "claim"),
              "A key is leased; nobody works on it."),
          before(
              "connector.intending",
              Place.of(SETTLEMENT, "intend"),
              "Something is to be created, and nothing says so."),
          after(
              "connector.intended",
              Place.of(SETTLEMENT, "intend"),
              "The intent is stored; the target was not called."),
          before("connector.calling", Place.of(SCIM, "perform"), "The target was not called."),
          after(
              "connector.called",
              Place.of(SCIM, "perform"),
              "The target has acted; what came of it is not stored."),
          after(
              "connector.created",
              Place.of(ROOT + "target.scim.ScimReplies", "created"),
              "The target has created it; the link is not stored."),
          after(
              "connector.resolved",
              Place.of(SCIM, "resolve"),
              "The target was searched for it; the link is not stored."),
          before(
              "connector.vanished",
              Place.of(ROOT + "delivery.core.Progress", "dropped"),
              "The target has it no more; the link is still there, and it is not created again."),
          before(
              "connector.settling",
              Place.of(SETTLEMENT, "settle"),
              "An attempt is over; what came of it is not stored."),
          after(
              "connector.key-left",
              Place.of(SETTLEMENT, "key"),
              "The key is left or its lease renewed, not committed."),
          after(
              "connector.effects-written",
              new Place(
                  ROOT + "delivery.postgres.EffectWriter",
                  "write",
                  "(Ldev/rollcall/connector/delivery/Claim;Ljava/util/List;)"),
              "The effects of an action are written, and not committed."),
          after(
              "connector.settled",
              Place.of(SETTLEMENT, "settle"),
              "What came of an attempt is committed; the worker does not know."),
          before("connector.announcing", Place.of(WEBHOOK, "perform"), "An event is not sent."),
          after(
              "connector.announced",
              Place.of(WEBHOOK, "perform"),
              "The webhook has the event; that is not stored."),
          before(
              "connector.failure-noted",
              Place.of(ROOT + "delivery.postgres.LaneHealth", "failed"),
              "A failed attempt is written to its key, not committed, and not to its lane."),
          before(
              "connector.parking",
              Place.of(SETTLEMENT, "deadLetter"),
              "A key is parked, not committed, and has no dead letter."),
          after(
              "connector.parked",
              Place.of(SETTLEMENT, "deadLetter"),
              "A key is parked with its dead letter, not committed."),
          before(
              "connector.copying",
              Place.of(DEAD_LETTER_TOPIC, "publish"),
              "A dead letter was read; the topic does not have it."),
          after(
              "connector.copied",
              Place.of(DEAD_LETTER_TOPIC, "publish"),
              "The topic has the dead letter; it is not forgotten here."),
          after(
              "connector.forgotten",
              Place.of(ROOT + "parking.postgres.PostgresDeadLetters", "forget"),
              "The topic has the dead letter; it is forgotten here."));

  private ConnectorPoints() {}
}

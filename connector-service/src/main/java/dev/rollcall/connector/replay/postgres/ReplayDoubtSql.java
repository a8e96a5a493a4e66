package dev.rollcall.connector.replay.postgres;

import dev.rollcall.connector.database.KeyDueAgain;
import dev.rollcall.connector.database.KeysInOrder;

/// The statements of a replay that believes nothing of what a target has confirmed. Keys are locked
/// before anything else is touched, as a settlement does it.
final class ReplayDoubtSql {
  /// All keys of the page, in order; groups that are under way come back.
  static final String LOCK_OTHERS =
      "WITH keys AS (SELECT k.resource_id, k.resource_type, k.state FROM connector.lane_key k WHERE"
          + ReplaySql.CHOSEN
          + " ORDER BY k.resource_id FOR UPDATE OF k)"
          + " SELECT resource_id FROM keys WHERE state <> 'done' AND resource_type = 'Group'"
          + " ORDER BY resource_id";

  /// Those that are under way are read again as well.
  static final String DOUBT_OTHERS =
      "UPDATE connector.link i SET unsure = true FROM connector.lane_key k"
          + " WHERE i.target_id = k.target_id AND i.resource_id = k.resource_id"
          + " AND i.state = 'linked' AND k.state <> 'done' AND"
          + ReplaySql.CHOSEN;

  /// Whoever has one of them in work has looked before it was doubted.
  static final String LOOK_AGAIN =
      "UPDATE connector.lane_key k SET generation = k.generation + 1 WHERE k.state = 'working' AND"
          + ReplaySql.CHOSEN;

  /// What was confirmed is to be added once more; whoever is to be there and is not confirmed is
  /// owed anyway. The member may be there, as after a call that nobody heard of: whoever leaves
  /// meanwhile is removed, although nothing is confirmed any more. What a feed of ours has told is
  /// known.
  static final String UNCONFIRM =
      """
      WITH page AS (SELECT c.group_id, c.member_id FROM connector.member_link c
          JOIN connector.lane l ON l.target_id = c.target_id AND l.kind <> 'feed'
          WHERE c.target_id = :target AND c.group_id = ANY (:groups)
          ORDER BY c.group_id, c.member_id LIMIT :limit),
        doubted AS (DELETE FROM connector.member_link c USING page
          WHERE c.target_id = :target AND c.group_id = page.group_id
            AND c.member_id = page.member_id
          RETURNING c.group_id, c.member_id, c.remote_member_id)
      INSERT INTO connector.member_gap (target_id, group_id, member_id, seq, removal_owed,
        attempted_remote_id)
      SELECT :target, group_id, member_id, 0, false, remote_member_id FROM doubted
      ON CONFLICT (target_id, group_id, member_id) DO UPDATE
        SET attempted_remote_id = excluded.attempted_remote_id,
          revision = nextval('connector.gap_revision')
      """;

  /// A group whose members are doubted is looked at, although the replay is cancelled: nobody else
  /// would ask the target for them.
  static final String LET_GO =
      KeysInOrder.locked(
              """
              k.replay_id = :id AND k.state = 'done' AND k.resource_type = 'Group'
                AND EXISTS (SELECT 1 FROM connector.member_gap g
                  WHERE g.target_id = k.target_id AND g.group_id = k.resource_id)
              """)
          + "UPDATE connector.lane_key k SET "
          + KeyDueAgain.SET
          + " state = 'waiting', priority = 3, due_at = now(),"
          + " waiting_since = coalesce(k.waiting_since, now()),"
          + " replay_id = NULL, hold_id = CASE WHEN "
          + ReplaySql.REJECTED
          + " THEN k.hold_id END"
          + KeysInOrder.THEM;

  private ReplayDoubtSql() {}
}

package dev.rollcall.connector.delivery.postgres;

import dev.rollcall.connector.database.KeyDueAgain;

/// The statements on what links and scopes mean for memberships and for those who wait for them.
final class MembershipSql {
  /// What a group that is gone at the target held there, and what a member that is gone was in.
  static final String DROP_CONFIRMED =
      """
      DELETE FROM connector.member_link
      WHERE target_id = :target AND (group_id = :resource OR member_id = :resource)
      """;

  /// A group that must exist is owed all its members; one that must not, nothing. A member that
  /// gets another account at the target is owed its groups.
  static final String OWE_MEMBERS =
      """
      INSERT INTO connector.member_gap AS g (target_id, group_id, member_id, seq, removal_owed)
      SELECT :target, m.group_id, m.member_id, m.from_seq, false FROM connector.member m
      WHERE m.tenant = :tenant AND (m.group_id = :resource OR m.member_id = :resource)
      ON CONFLICT (target_id, group_id, member_id) DO UPDATE SET removal_owed = false,
        revision = nextval('connector.gap_revision')
      """;

  static final String CLEAR_GAPS_OF_GONE_GROUP =
      """
      DELETE FROM connector.member_gap g WHERE g.target_id = :target AND g.group_id = :resource
        AND NOT EXISTS (SELECT 1 FROM connector.resource r WHERE r.tenant = :tenant
          AND r.id = :resource AND r.document IS NOT NULL)
      """;

  static final String CONFIRM_MEMBERS =
      """
      INSERT INTO connector.member_link (target_id, group_id, member_id, remote_member_id)
      SELECT :target, :resource, n.member_id, n.remote_id
      FROM unnest(:members, :remotes) AS n (member_id, remote_id)
      ON CONFLICT (target_id, group_id, member_id) DO UPDATE
      SET remote_member_id = excluded.remote_member_id
      """;

  static final String UNCONFIRM_MEMBERS =
      """
      DELETE FROM connector.member_link WHERE target_id = :target AND group_id = :resource
        AND member_id = ANY (:members)
      """;

  /// The removal was seen; whether the member is wanted again is another question.
  static final String REMOVAL_SEEN =
      """
      UPDATE connector.member_gap g SET removal_owed = false, attempted_remote_id = NULL
      FROM unnest(:members, :revisions) AS n (member_id, revision)
      WHERE g.target_id = :target AND g.group_id = :resource AND g.member_id = n.member_id
        AND g.revision = n.revision
      """;

  static final String REFUSED =
      """
      UPDATE connector.member_gap SET refused = true
      WHERE target_id = :target AND group_id = :resource AND member_id = ANY (:members)
      """;

  /// A gap that was touched since it was loaded stays.
  static final String CLOSE_GAPS =
      """
      DELETE FROM connector.member_gap g USING unnest(:members, :revisions) AS n (member_id, revision)
      WHERE g.target_id = :target AND g.group_id = :resource AND g.member_id = n.member_id
        AND g.revision = n.revision
      """;

  /// Groups that wait for these members, and resources that name one of them as their manager. They
  /// are found by their keys, and locked in one order. What was refused is asked for once more, as
  /// behind any other change, and by such ones every five seconds at most: while a target is
  /// filled, one comes after the other. What a person has taken off the list waits for a change of
  /// its own.
  static final String WAKE_DEPENDENTS =
      """
      WITH dependents AS (
        SELECT k.resource_id FROM connector.lane_key k
        WHERE k.target_id = :target AND k.resource_id = ANY (ARRAY(
            SELECT g.group_id FROM connector.member_gap g
            WHERE g.target_id = :target AND g.member_id = ANY (:resources)
          UNION
            SELECT r.id FROM connector.resource r
            WHERE r.tenant = :tenant AND r.document
              #>> '{urn:ietf:params:scim:schemas:extension:enterprise:2.0:User,manager,value}'
              = ANY (:resources)))
          AND k.state <> 'discarded'
        ORDER BY k.resource_id FOR UPDATE)
      UPDATE connector.lane_key k SET
      """
          + KeyDueAgain.SET
          + """
            due_at = CASE WHEN k.state = 'failing' THEN k.due_at
              WHEN k.state = 'parked' THEN greatest(now(), k.last_failed_at + interval '5 seconds')
              ELSE now() END,
            state = CASE WHEN k.state IN ('done', 'parked') THEN 'waiting' ELSE k.state END,
            waiting_since = coalesce(k.waiting_since, now())
          WHERE k.target_id = :target
            AND k.resource_id = ANY (ARRAY(SELECT resource_id FROM dependents))
          """;

  static final String SCOPE =
      """
      UPDATE connector.lane_key SET in_scope = :inside
      WHERE target_id = :target AND resource_id = :resource
      """;

  /// What belongs to no target's scope is a member of nothing there. A group that is in work has
  /// looked at its members by what was true before: the revision tells it so.
  static final String LOOK_AT_MEMBERSHIPS =
      """
      INSERT INTO connector.member_gap (target_id, group_id, member_id, seq, removal_owed)
      SELECT :target, m.group_id, m.member_id, m.from_seq, false FROM connector.member m
      WHERE m.tenant = :tenant AND m.member_id = :resource
      ON CONFLICT (target_id, group_id, member_id) DO UPDATE
        SET revision = nextval('connector.gap_revision')
      """;

  private MembershipSql() {}
}

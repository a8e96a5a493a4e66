package dev.rollcall.connector.delivery.postgres;

/// Whose a resource is that was found at a target.
final class TenureSql {

  /// Who is wanted at the target, is not off there yet, or is being worked on, keeps what it has.
  /// The others are let go of in the same statement, under the lock of their keys, so that one who
  /// is wanted again meanwhile is seen. What they were members of stays known, since the account
  /// may have to be taken out there yet.
  static final String TENURE =
      """
      WITH other AS (
        SELECT l.resource_id, (l.state = 'gone'
              OR (k.state = 'done' AND l.shadow -> 'active' = 'false'::jsonb))
            AND NOT (k.in_scope AND EXISTS (SELECT 1 FROM connector.resource r
              WHERE r.tenant = :tenant AND r.id = l.resource_id AND r.document IS NOT NULL)) AS left_it
        FROM connector.link l
        JOIN connector.lane_key k ON k.target_id = l.target_id AND k.resource_id = l.resource_id
        WHERE l.target_id = :target AND l.remote_id = :remote AND l.state IN ('linked', 'gone')
          AND l.resource_id <> :resource AND NOT starts_with(l.resource_id, 'extra:')
          AND k.resource_type = :type
        FOR UPDATE OF k),
      released AS (
        UPDATE connector.link l SET state = 'gone', remote_etag = NULL, unsure = false
        FROM other o WHERE l.target_id = :target AND l.resource_id = o.resource_id
          AND o.left_it AND l.state = 'linked')
      SELECT CASE WHEN bool_or(NOT left_it) THEN 'HELD'
        WHEN bool_or(left_it) THEN 'LEFT' ELSE 'NOBODY' END AS tenure
      FROM other
      """;

  private TenureSql() {}
}

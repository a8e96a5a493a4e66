package dev.rollcall.connector.feed.postgres;

/// The statements on feeds.
final class FeedSql {
  static final String KNOWN =
      """
      SELECT resource_id, shape FROM connector.feed_resource
      WHERE target_id = :target AND resource_id = ANY (:ids)
      """;

  /// Whoever appends holds the feed's row until the commit: positions are committed in their order.
  /// Where there is no room nothing of it happens.
  static final String APPEND =
      """
      WITH room AS (
        UPDATE connector.feed SET head = head + :count, keep_entries = :keep_entries,
          keep_millis = :keep_millis
        WHERE target_id = :target AND tenant = :tenant AND head - acknowledged < :max
        RETURNING head - :count AS base, head),
      entries AS (
        INSERT INTO connector.feed_entry
          (target_id, position, what, resource_type, resource_id, data, appended_at)
        SELECT :target, room.base + n.ordinal, n.what, n.resource_type, n.resource_id, n.data,
          clock_timestamp()
        FROM room, unnest(:whats, :types, :ids, :datas) WITH ORDINALITY
          AS n (what, resource_type, resource_id, data, ordinal)),
      kept AS (
        INSERT INTO connector.feed_resource (target_id, resource_id, resource_type, shape, active)
        SELECT :target, n.resource_id, n.resource_type, n.shape,
          (n.shape::json ->> 'active') IS DISTINCT FROM 'false'
        FROM room, unnest(:kept_ids, :kept_types, :shapes) AS n (resource_id, resource_type, shape)
        ON CONFLICT (target_id, resource_id) DO UPDATE SET shape = excluded.shape,
          active = excluded.active),
      gone AS (
        DELETE FROM connector.feed_resource k USING room
        WHERE k.target_id = :target AND k.resource_id = ANY (:gone)),
      let_go AS (
        DELETE FROM connector.feed_member m USING room
        WHERE m.target_id = :target AND (m.group_id = ANY (:gone) OR m.member_id = ANY (:gone))),
      joined AS (
        INSERT INTO connector.feed_member (target_id, group_id, member_id, member_type)
        SELECT :target, n.group_id, n.member_id, n.member_type
        FROM room, unnest(:joined_groups, :joined, :joined_types)
          AS n (group_id, member_id, member_type)
        ON CONFLICT DO NOTHING),
      parted AS (
        DELETE FROM connector.feed_member m
        USING room, unnest(:left_groups, :left) AS n (group_id, member_id)
        WHERE m.target_id = :target AND m.group_id = n.group_id AND m.member_id = n.member_id)
      SELECT head FROM room
      """;

  static final String FIND =
      """
      SELECT f.target_id, f.secret, f.head, f.acknowledged, f.pruned FROM connector.feed f
      JOIN connector.lane l ON l.target_id = f.target_id AND l.tenant = f.tenant
        AND l.kind = 'feed' AND l.state <> 'removed'
      WHERE l.tenant = :tenant AND l.target_id = connector.lane_of(:tenant, :name)
      """;

  /// One statement, so that what is pruned and what is there are of one moment. The first entry
  /// comes however long it is.
  static final String AFTER =
      """
      SELECT f.head, f.acknowledged, f.pruned, e.position, e.what, e.resource_type, e.resource_id,
        e.data, e.appended_at
      FROM connector.feed f LEFT JOIN LATERAL (
        SELECT x.*, sum(octet_length(x.data)) OVER (ORDER BY x.position) - octet_length(x.data)
          AS bytes_before
        FROM (SELECT * FROM connector.feed_entry n
          WHERE n.target_id = f.target_id AND n.position > :position
          ORDER BY n.position LIMIT :limit) x) e ON e.bytes_before < :bytes
      WHERE f.target_id = :target ORDER BY e.position
      """;

  /// Nothing where what follows the present state is kept no more: it would end in nothing.
  static final String PRESENT_RESOURCES =
      """
      SELECT x.resource_id, x.resource_type, x.shape FROM (
        SELECT n.*, sum(octet_length(n.shape)) OVER (ORDER BY n.resource_id)
          - octet_length(n.shape) AS bytes_before
        FROM (SELECT * FROM connector.feed_resource
          WHERE target_id = :target AND resource_type = :type AND resource_id > :key
            AND EXISTS (SELECT 1 FROM connector.feed f
              WHERE f.target_id = :target AND f.pruned <= :start)
          ORDER BY resource_id LIMIT :limit) n) x
      WHERE x.bytes_before < :bytes ORDER BY x.resource_id
      """;

  static final String PRESENT_MEMBERS =
      """
      SELECT m.group_id, m.member_id, m.member_type FROM connector.feed_member m
      WHERE m.target_id = :target AND (m.group_id, m.member_id) > (:key, :member)
        AND EXISTS (SELECT 1 FROM connector.feed f
          WHERE f.target_id = :target AND f.pruned <= :start)
        AND EXISTS (SELECT 1 FROM connector.feed_resource r
          WHERE r.target_id = m.target_id AND r.resource_id = m.member_id)
      ORDER BY m.group_id, m.member_id LIMIT :limit
      """;

  static final String HEADS =
      "SELECT target_id, head FROM connector.feed WHERE target_id = ANY (:targets)";

  private FeedSql() {}
}

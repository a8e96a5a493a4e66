package dev.rollcall.projection.decide.postgres;

/// The statements on positions and decisions.
final class LedgerStatements {
  /// The epoch rises by the first claim as by every other, so that 0 never names an owner.
  static final String CLAIM =
      """
      INSERT INTO rollcall.partition_position AS p
        (partition, topic_id, epoch, next_offset, next_seq, leader_epoch, last_record_sha256)
      VALUES (?, ?, 1, 0, 1, -1, NULL)
      ON CONFLICT (partition) DO UPDATE SET epoch = p.epoch + 1
      RETURNING topic_id, epoch, next_offset, next_seq, leader_epoch,
        encode(last_record_sha256, 'hex')\
      """;

  /// Moves the position where nobody else claimed the partition, and fails with a division by zero
  /// where somebody did: an error ends the transaction on the server, so that everything behind the
  /// fence, the commit included, can travel with it in one message.
  static final String FENCE =
      """
      WITH moved AS (
        UPDATE rollcall.partition_position
        SET next_offset = ?, next_seq = ?, leader_epoch = ?, last_record_sha256 = decode(?, 'hex')
        WHERE partition = ? AND epoch = ? AND next_offset = ?
        RETURNING 1)
      SELECT 1 / count(*)::integer FROM moved\
      """;

  /// Fails in the same way; moves nothing, and waits for nobody who does.
  static final String FENCE_BESIDE =
      """
      SELECT 1 / count(*)::integer FROM rollcall.partition_position
      WHERE partition = ? AND epoch = ?\
      """;

  static final String FENCED = "22012";

  static final String INSERT_DECISIONS =
      """
      INSERT INTO rollcall.decision (partition, seq, request_offset, tenant, request_id, record)
      SELECT u.partition, u.seq, u.request_offset, u.tenant, u.request_id, u.record
      FROM unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::bytea[])
        AS u(partition, seq, request_offset, tenant, request_id, record)\
      """;

  /// Definitions in the order in which they were made: one may name a schema of another.
  static final String PROFILES =
      """
      SELECT r.tenant, r.type, r.id, r.document::text FROM proj_v1.resource r
      WHERE r.tenant = ANY (?::text[]) AND r.type IN ('ResourceType', 'Dialects')
      ORDER BY r.tenant, r.created_seq\
      """;

  static final String REPEATS =
      "SELECT repeats, log_end, topic_id FROM rollcall.decisions_log WHERE partition = ?";

  static final String COUNTED =
      """
      INSERT INTO rollcall.decisions_log (partition, repeats, log_end, topic_id) VALUES (?, ?, ?, ?)
      ON CONFLICT (partition) DO UPDATE
      SET repeats = excluded.repeats, log_end = excluded.log_end, topic_id = excluded.topic_id\
      """;

  static final String COMMIT = "COMMIT";

  private LedgerStatements() {}
}

package dev.rollcall.projection.rebuild.postgres;

/// The statements on whole schemas. `%s` are names of our own making.
final class SuccessorStatements {
  /// One piece of work at a time, whichever process does it; held as long as the session.
  static final String TAKE_TURN = "SELECT pg_try_advisory_lock(8317203)";

  static final String TABLES =
      """
      SELECT c.relname FROM pg_class c
      WHERE c.relnamespace = to_regnamespace(?) AND c.relkind = 'r' AND c.relname <> 'position'
      ORDER BY 1\
      """;

  /// What a table consists of, as one text.
  static final String SHAPE =
      """
      SELECT string_agg(c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod),
        ',' ORDER BY c.relname, a.attname)
      FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
      WHERE c.relnamespace = to_regnamespace(?) AND c.relkind = 'r' AND c.relname <> 'position'
        AND NOT a.attisdropped\
      """;

  /// The indexes and keys of a schema: table, name, definition, whether it is a constraint, whether
  /// folding needs it.
  static final String INDEXES =
      """
      SELECT c.relname, i.relname,
        coalesce(pg_get_constraintdef(k.oid), pg_get_indexdef(i.oid)), k.oid IS NOT NULL,
        x.indisunique OR c.relname = 'taken_key'
      FROM pg_index x
      JOIN pg_class i ON i.oid = x.indexrelid
      JOIN pg_class c ON c.oid = x.indrelid
      LEFT JOIN pg_constraint k ON k.conindid = i.oid AND k.contype IN ('p', 'u')
      WHERE c.relnamespace = to_regnamespace(?) AND c.relkind = 'r' AND c.relname <> 'position'
      ORDER BY 1, 2\
      """;

  /// The columns of a schema of which the planner is to know something else than usual: table,
  /// column, how much. `LIKE` does not take that along.
  static final String SAMPLED =
      """
      SELECT c.relname, a.attname, a.attstattarget
      FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
      WHERE c.relnamespace = to_regnamespace(?) AND c.relkind = 'r' AND c.relname <> 'position'
        AND NOT a.attisdropped AND a.attstattarget >= 0
      ORDER BY 1, 2\
      """;

  static final String SERVING =
      "SELECT partition, next_seq FROM rollcall.partition_position WHERE next_seq > 1";

  static final String PAGES =
      "SELECT pg_relation_size('rollcall.decision') / current_setting('block_size')::bigint";

  /// Of a share of the pages, in percent. The length is read without what is stored elsewhere.
  static final String BYTES =
      """
      SELECT coalesce(sum(octet_length(d.record)), 0)
      FROM rollcall.decision d TABLESAMPLE SYSTEM (?)
      JOIN unnest(?::integer[], ?::bigint[]) AS f(partition, seq)
        ON d.partition = f.partition AND d.seq >= f.seq\
      """;

  static final String STORED =
      """
      SELECT seq, request_offset, tenant, request_id, encode(sha256(record), 'hex')
      FROM rollcall.decision WHERE partition = ? AND seq BETWEEN ? AND ?\
      """;

  static final String HOLD_UP =
      "SELECT FROM rollcall.partition_position ORDER BY partition FOR UPDATE";

  static final String DIGESTS =
      """
      SELECT t.tenant, count(*), sum(hashtextextended(t::text, 0)::numeric)
      FROM %s.%s t GROUP BY t.tenant\
      """;

  /// The successor becomes the directory that serves; what served keeps its positions beside it. A
  /// statement that is under way goes on with the tables that it has.
  static final String SWITCH =
      """
      DROP SCHEMA IF EXISTS proj_previous CASCADE;
      DROP TABLE proj_next.position;
      CREATE TABLE proj_v1.position (LIKE rollcall.partition_position INCLUDING ALL);
      INSERT INTO proj_v1.position TABLE rollcall.partition_position;
      ALTER SCHEMA proj_v1 RENAME TO proj_previous;
      ALTER SCHEMA proj_next RENAME TO proj_v1\
      """;

  private SuccessorStatements() {}
}

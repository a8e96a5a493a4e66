package dev.rollcall.projection.decide.postgres;

/// The branches of the recall. All have the same nine columns: kind, tenant, a, b, c, d, version,
/// document, record.
final class RecallBranches {
  static final int RESOURCE = 0;
  static final int TYPE = 1;
  static final int KEY = 2;
  static final int PAIR = 3;
  static final int REQUEST = 4;
  static final int CLIENT_KEY = 5;
  static final int ANCESTRY = 6;
  static final int SURROUNDINGS = 7;

  static final String RESOURCES =
      """
      SELECT 0, r.tenant, r.id, r.type, NULL::text, NULL::text, r.version, r.document::text,
        NULL::bytea
      FROM unnest(?::text[], ?::text[]) AS u(tenant, id)
      JOIN proj_v1.resource r ON r.tenant = u.tenant AND r.id = u.id\
      """;

  static final String TYPES =
      """
      SELECT 1, r.tenant, r.id, r.type, NULL::text, NULL::text, 0::bigint, NULL::text, NULL::bytea
      FROM unnest(?::text[], ?::text[]) AS u(tenant, id)
      JOIN proj_v1.resource r ON r.tenant = u.tenant AND r.id = u.id\
      """;

  static final String KEYS =
      """
      SELECT 2, k.tenant, k.type, k.attribute, k.value, k.resource_id, 0::bigint, NULL::text,
        NULL::bytea
      FROM unnest(?::text[], ?::text[], ?::text[], ?::text[]) AS u(tenant, type, attribute, value)
      JOIN proj_v1.taken_key k ON k.tenant = u.tenant AND k.type = u.type
        AND k.attribute = u.attribute AND k.value = u.value\
      """;

  static final String PAIRS =
      """
      SELECT 3, m.tenant, m.group_id, m.member_id, m.member_type, NULL::text, 0::bigint,
        NULL::text, NULL::bytea
      FROM unnest(?::text[], ?::text[], ?::text[]) AS u(tenant, group_id, member_id)
      JOIN proj_v1.membership m ON m.tenant = u.tenant AND m.group_id = u.group_id
        AND m.member_id = u.member_id AND m.to_seq IS NULL\
      """;

  static final String MEMBERS_OF =
      """
      SELECT 3, m.tenant, m.group_id, m.member_id, m.member_type, NULL::text, 0::bigint,
        NULL::text, NULL::bytea
      FROM unnest(?::text[], ?::text[]) AS u(tenant, group_id)
      JOIN proj_v1.membership m ON m.tenant = u.tenant AND m.group_id = u.group_id
        AND m.to_seq IS NULL\
      """;

  static final String GROUPS_OF =
      """
      SELECT 0, r.tenant, r.id, r.type, NULL::text, m.member_id, r.version, r.document::text,
        NULL::bytea
      FROM unnest(?::text[], ?::text[]) AS u(tenant, member_id)
      JOIN proj_v1.membership m ON m.tenant = u.tenant AND m.member_id = u.member_id
        AND m.to_seq IS NULL
      JOIN proj_v1.resource r ON r.tenant = m.tenant AND r.id = m.group_id\
      """;

  static final String ANCESTORS_OF =
      """
      SELECT * FROM (
        WITH RECURSIVE above(tenant, group_id, member_id) AS (
          SELECT m.tenant, m.group_id, m.member_id
          FROM unnest(?::text[], ?::text[]) AS u(tenant, id)
          JOIN proj_v1.membership m ON m.tenant = u.tenant AND m.member_id = u.id
            AND m.to_seq IS NULL AND m.member_type = 'Group'
          UNION
          SELECT m.tenant, m.group_id, m.member_id
          FROM above a
          JOIN proj_v1.membership m ON m.tenant = a.tenant AND m.member_id = a.group_id
            AND m.to_seq IS NULL AND m.member_type = 'Group')
        SELECT 6, a.tenant, a.group_id, a.member_id, NULL::text, NULL::text, 0::bigint, NULL::text,
          NULL::bytea
        FROM above a) AS ancestors\
      """;

  static final String EARLIER_BY_REQUEST =
      """
      SELECT * FROM (
        SELECT DISTINCT ON (d.tenant, d.request_id)
          4, d.tenant, d.request_id, NULL::text, NULL::text, NULL::text, 0::bigint, NULL::text,
          d.record
        FROM unnest(?::text[], ?::text[]) AS u(tenant, request_id)
        JOIN rollcall.decision d ON d.tenant = u.tenant AND d.request_id = u.request_id
        ORDER BY d.tenant, d.request_id, d.seq) AS by_request\
      """;

  /// The same for tables that are behind: what is decided later must not be known yet.
  static final String EARLIER_BY_REQUEST_SO_FAR =
      """
      SELECT * FROM (
        SELECT DISTINCT ON (q.tenant, q.request_id)
          4, q.tenant, q.request_id, NULL::text, NULL::text, NULL::text, 0::bigint, NULL::text,
          d.record
        FROM unnest(?::text[], ?::text[]) AS u(tenant, request_id)
        JOIN proj_v1.request q ON q.tenant = u.tenant AND q.request_id = u.request_id
        JOIN rollcall.decision d ON d.partition = q.partition AND d.seq = q.seq
        ORDER BY q.tenant, q.request_id, q.seq) AS by_request_so_far\
      """;

  /// The first accepted request with the key: a refused one did nothing that a repeat could repeat.
  static final String EARLIER_BY_CLIENT_KEY =
      """
      SELECT * FROM (
        SELECT DISTINCT ON (q.tenant, q.idempotency_key)
          5, q.tenant, q.idempotency_key, q.fingerprint, NULL::text, NULL::text, 0::bigint,
          NULL::text, d.record
        FROM unnest(?::text[], ?::text[]) AS u(tenant, idempotency_key)
        JOIN proj_v1.request q ON q.tenant = u.tenant AND q.idempotency_key = u.idempotency_key
          AND q.status < 300
        JOIN rollcall.decision d ON d.partition = q.partition AND d.seq = q.seq
        ORDER BY q.tenant, q.idempotency_key, q.seq) AS by_client_key\
      """;

  /// What `SurroundingsCodec` reads, of who is in no more than 50 groups directly, and no longer
  /// than a header should be: nobody's request waits for what only spares a read. The groups are
  /// found as `directory.postgres.Beside` finds them.
  static final String SURROUNDINGS_OF =
      """
      SELECT * FROM (
        WITH RECURSIVE asked AS MATERIALIZED (
          SELECT u.tenant, u.id FROM unnest(?::text[], ?::text[]) AS u(tenant, id)
          CROSS JOIN LATERAL (
            SELECT count(*) AS n FROM (
              SELECT FROM proj_v1.membership m
              WHERE m.tenant = u.tenant AND m.member_id = u.id AND m.to_seq IS NULL LIMIT 51) few) c
          WHERE c.n <= 50),
        above(tenant, owner, group_id, direct) AS (
          SELECT a.tenant, a.id, m.group_id, true FROM asked a CROSS JOIN LATERAL (
            SELECT m.group_id FROM proj_v1.membership m
            WHERE m.tenant = a.tenant AND m.member_id = a.id AND m.to_seq IS NULL OFFSET 0) m
          UNION
          SELECT a.tenant, a.owner, m.group_id, false FROM above a CROSS JOIN LATERAL (
            SELECT m.group_id FROM proj_v1.membership m
            WHERE m.tenant = a.tenant AND m.member_id = a.group_id AND m.to_seq IS NULL
              AND m.member_type = 'Group' OFFSET 0) m),
        grouped AS (
          SELECT a.tenant, a.owner, json_agg(
            json_build_array(a.group_id, coalesce(g.display_name, ''), a.direct)
            ORDER BY a.group_id) AS groups
          FROM (SELECT tenant, owner, group_id, bool_or(direct) AS direct FROM above
                GROUP BY tenant, owner, group_id) a
          CROSS JOIN LATERAL (
            SELECT g.document ->> 'displayName' AS display_name FROM proj_v1.resource g
            WHERE g.tenant = a.tenant AND g.id = a.group_id OFFSET 0) g
          GROUP BY a.tenant, a.owner),
        shown AS (
          SELECT a.tenant, a.id, json_build_object(
            'created', to_char(r.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            'groups', coalesce(g.groups, '[]'::json))::text AS text
          FROM asked a
          CROSS JOIN LATERAL (
            SELECT r.created_at FROM proj_v1.resource r
            WHERE r.tenant = a.tenant AND r.id = a.id OFFSET 0) r
          LEFT JOIN grouped g ON g.tenant = a.tenant AND g.owner = a.id)
        SELECT 7, s.tenant, s.id, s.text, NULL::text, NULL::text, 0::bigint, NULL::text, NULL::bytea
        FROM shown s WHERE octet_length(s.text) <= 16384) AS surroundings\
      """;

  private RecallBranches() {}
}

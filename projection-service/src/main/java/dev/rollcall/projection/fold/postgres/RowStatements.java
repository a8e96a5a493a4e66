package dev.rollcall.projection.fold.postgres;

/// The statements of the fold: one a table and kind of change, each for any number of rows.
final class RowStatements {
  static final String END_VERSIONS =
      """
      UPDATE proj_v1.resource_version v SET to_seq = u.to_seq, to_at = u.to_at::timestamptz
      FROM unnest(?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::text[])
        AS u(tenant, id, version, to_seq, to_at)
      WHERE v.tenant = u.tenant AND v.id = u.id AND v.version = u.version\
      """;

  /// Runs before the directory changes: a carried document is the one from before.
  static final String INSERT_VERSIONS =
      """
      INSERT INTO proj_v1.resource_version
        (tenant, id, type, version, from_seq, from_at, to_seq, to_at, document)
      SELECT u.tenant, u.id, u.type, u.version, u.from_seq, u.from_at::timestamptz,
        u.to_seq, u.to_at::timestamptz,
        CASE WHEN u.carried
          THEN (SELECT r.document FROM proj_v1.resource r WHERE r.tenant = u.tenant AND r.id = u.id)
          ELSE u.document::jsonb END
      FROM unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::text[], ?::bigint[],
        ?::text[], ?::text[], ?::boolean[])
        AS u(tenant, id, type, version, from_seq, from_at, to_seq, to_at, document, carried)\
      """;

  static final String INSERT_RESOURCES =
      """
      INSERT INTO proj_v1.resource
        (tenant, id, type, version, document, search, external_id, user_name, display_name, active,
         created_at, modified_at, created_seq)
      SELECT u.tenant, u.id, u.type, u.version, u.document::jsonb, u.search::jsonb, u.external_id,
        u.user_name, u.display_name, u.active, u.created_at::timestamptz,
        u.modified_at::timestamptz, u.created_seq
      FROM unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[],
        ?::text[], ?::text[], ?::boolean[], ?::text[], ?::text[], ?::bigint[])
        AS u(tenant, id, type, version, document, search, external_id, user_name, display_name,
          active, modified_at, created_at, created_seq)\
      """;

  /// Inserts resources with the first version of each: a document is sent, read and packed once.
  static final String INSERT_NEW_RESOURCES =
      "WITH made AS ("
          + INSERT_RESOURCES
          + """

           RETURNING tenant, id, type, version, created_seq, created_at, document)
          INSERT INTO proj_v1.resource_version
            (tenant, id, type, version, from_seq, from_at, document)
          SELECT tenant, id, type, version, created_seq, created_at, document FROM made\
          """;

  static final String UPDATE_RESOURCES =
      """
      UPDATE proj_v1.resource r SET version = u.version, document = u.document::jsonb,
        search = u.search::jsonb, external_id = u.external_id, user_name = u.user_name,
        display_name = u.display_name, active = u.active, modified_at = u.modified_at::timestamptz
      FROM unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[],
        ?::text[], ?::text[], ?::boolean[], ?::text[])
        AS u(tenant, id, type, version, document, search, external_id, user_name, display_name,
          active, modified_at)
      WHERE r.tenant = u.tenant AND r.id = u.id\
      """;

  static final String TOUCH_RESOURCES =
      """
      UPDATE proj_v1.resource r SET version = u.version, modified_at = u.modified_at::timestamptz
      FROM unnest(?::text[], ?::text[], ?::bigint[], ?::text[])
        AS u(tenant, id, version, modified_at)
      WHERE r.tenant = u.tenant AND r.id = u.id\
      """;

  static final String DELETE_RESOURCES =
      """
      DELETE FROM proj_v1.resource r
      USING unnest(?::text[], ?::text[]) AS u(tenant, id)
      WHERE r.tenant = u.tenant AND r.id = u.id\
      """;

  static final String CHANGE_TOTALS =
      """
      INSERT INTO proj_v1.resource_total AS t (tenant, type, total)
      SELECT u.tenant, u.type, u.change
      FROM unnest(?::text[], ?::text[], ?::bigint[]) AS u(tenant, type, change)
      ON CONFLICT (tenant, type) DO UPDATE SET total = t.total + excluded.total\
      """;

  /// Frees the keys of changed and deleted resources that they do not keep.
  static final String RELEASE_KEYS =
      """
      DELETE FROM proj_v1.taken_key k
      USING unnest(?::text[], ?::text[]) AS u(tenant, id)
      WHERE k.tenant = u.tenant AND k.resource_id = u.id
        AND NOT EXISTS (
          SELECT FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
            AS n(tenant, id, type, attribute, value)
          WHERE n.tenant = k.tenant AND n.id = k.resource_id AND n.type = k.type
            AND n.attribute = k.attribute AND n.value = k.value)\
      """;

  /// Passes over what the same resource keeps; the primary key refuses what another one has.
  static final String TAKE_KEYS =
      """
      INSERT INTO proj_v1.taken_key (tenant, type, attribute, value, resource_id)
      SELECT n.tenant, n.type, n.attribute, n.value, n.id
      FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
        AS n(tenant, id, type, attribute, value)
      WHERE NOT EXISTS (
        SELECT FROM proj_v1.taken_key k
        WHERE k.tenant = n.tenant AND k.type = n.type AND k.attribute = n.attribute
          AND k.value = n.value AND k.resource_id = n.id)\
      """;

  static final String END_MEMBERSHIPS =
      """
      UPDATE proj_v1.membership m SET to_seq = u.to_seq, to_at = u.to_at::timestamptz
      FROM unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[])
        AS u(tenant, group_id, member_id, to_seq, to_at)
      WHERE m.tenant = u.tenant AND m.group_id = u.group_id AND m.member_id = u.member_id
        AND m.to_seq IS NULL\
      """;

  static final String END_GROUPS =
      """
      UPDATE proj_v1.membership m SET to_seq = u.to_seq, to_at = u.to_at::timestamptz
      FROM unnest(?::text[], ?::text[], ?::bigint[], ?::text[])
        AS u(tenant, group_id, to_seq, to_at)
      WHERE m.tenant = u.tenant AND m.group_id = u.group_id AND m.to_seq IS NULL\
      """;

  static final String INSERT_MEMBERSHIPS =
      """
      INSERT INTO proj_v1.membership
        (tenant, group_id, member_id, member_type, from_seq, from_at, to_seq, to_at)
      SELECT u.tenant, u.group_id, u.member_id, u.member_type, u.from_seq, u.from_at::timestamptz,
        u.to_seq, u.to_at::timestamptz
      FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::bigint[],
        ?::text[])
        AS u(tenant, group_id, member_id, member_type, from_seq, from_at, to_seq, to_at)\
      """;

  static final String INSERT_RESOURCE_REQUESTS =
      """
      INSERT INTO proj_v1.resource_request (tenant, resource_id, seq)
      SELECT * FROM unnest(?::text[], ?::text[], ?::bigint[])\
      """;

  static final String INSERT_REQUESTS =
      """
      INSERT INTO proj_v1.request
        (tenant, seq, partition, request_id, recorded_at, operation, credential, address, user_agent,
         status, scim_type, detail, idempotency_key, fingerprint)
      SELECT u.tenant, u.seq, u.partition, u.request_id, u.recorded_at::timestamptz, u.operation,
        u.credential, u.address, u.user_agent, u.status, u.scim_type, u.detail, u.idempotency_key,
        u.fingerprint
      FROM unnest(?::text[], ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[],
        ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[])
        AS u(tenant, seq, partition, request_id, recorded_at, operation, credential, address,
          user_agent, status, scim_type, detail, idempotency_key, fingerprint)\
      """;

  private RowStatements() {}
}

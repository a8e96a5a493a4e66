-- An event that its receiver refuses for good, and that a person has discarded: what follows it goes on without it. It
-- goes when a later one was taken.
ALTER TABLE connector.outbox ADD COLUMN discarded boolean NOT NULL DEFAULT false;
CREATE INDEX outbox_discarded ON connector.outbox (target_id, resource_id) WHERE discarded;

-- What there is of a tenant as events: each resource as created, and then the members of a group, so many in one event.
-- They come before everything that the log has of the resource under the same position.
CREATE FUNCTION connector.present_events(of_tenant text, ids text[], members_max integer)
RETURNS TABLE (resource_id text, seq bigint, ordinal integer, event_id text, recorded_at timestamptz, fact json)
LANGUAGE sql STABLE AS $$
    SELECT r.id, r.last_seq, -1000000000 + part.n, 'msg_fill-' || r.id || '-' || r.last_seq || '-' || part.n,
        r.recorded_at, part.fact
    FROM connector.resource r
    CROSS JOIN LATERAL (
        SELECT 0 AS n, json_build_object('fact', 'resource.created', 'resourceType', r.type, 'id', r.id,
            'version', r.version, 'document', r.document, 'keys', '[]'::json) AS fact
        UNION ALL
        SELECT m.n, json_build_object('fact', 'members.added', 'resourceType', r.type, 'id', r.id,
            'version', r.version,
            'members', json_agg(json_build_object('id', m.member_id, 'type', m.member_type) ORDER BY m.member_id))
        FROM (
            SELECT g.member_id, g.member_type,
                (1 + (row_number() OVER (ORDER BY g.member_id) - 1) / members_max)::integer AS n
            FROM connector.member g WHERE g.tenant = r.tenant AND g.group_id = r.id) AS m
        WHERE r.type = 'Group'
        GROUP BY m.n) AS part
    WHERE r.tenant = of_tenant AND r.document IS NOT NULL AND (ids IS NULL OR r.id = ANY (ids))
$$;

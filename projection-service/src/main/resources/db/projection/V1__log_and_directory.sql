-- What must survive a rebuild lives in `rollcall`; what can be folded again from the decisions lives in `proj_v1`.
-- All text that is compared has COLLATE "C": an order that depends on the machine has no place in a fold.

CREATE SCHEMA IF NOT EXISTS rollcall;
CREATE SCHEMA IF NOT EXISTS proj_v1;

-- Where each partition of the requests log stands. One row a partition; claiming it raises `epoch`.
CREATE TABLE rollcall.partition_position (
    partition          integer PRIMARY KEY,
    topic_id           text    NOT NULL COLLATE "C",
    epoch              bigint  NOT NULL,
    next_offset        bigint  NOT NULL,
    next_seq           bigint  NOT NULL,
    leader_epoch       integer NOT NULL,   -- of the last record; -1 before the first
    last_record_sha256 bytea               -- null before the first
);

-- The answer to every request, as the exact bytes that the relay produces.
CREATE TABLE rollcall.decision (
    partition      integer     NOT NULL,
    seq            bigint      NOT NULL,
    request_offset bigint      NOT NULL,
    tenant         text        NOT NULL COLLATE "C",
    request_id     text        NOT NULL COLLATE "C",
    record         bytea       NOT NULL,
    PRIMARY KEY (partition, seq)
);
CREATE INDEX decision_by_request ON rollcall.decision (tenant, request_id);

-- The directory. `document` has no id, meta, members or groups; `search` is its case-folded copy for filters.
CREATE TABLE proj_v1.resource (
    tenant      text        NOT NULL COLLATE "C",
    id          text        NOT NULL COLLATE "C",
    type        text        NOT NULL COLLATE "C",
    version     bigint      NOT NULL,
    document    jsonb       NOT NULL,
    search      jsonb       NOT NULL,
    external_id text        COLLATE "C",            -- as sent: caseExact
    user_name   text        COLLATE "C",            -- folded
    display_name text       COLLATE "C",            -- folded
    active      boolean     NOT NULL,
    created_at  timestamptz NOT NULL,
    modified_at timestamptz NOT NULL,
    created_seq bigint      NOT NULL,
    PRIMARY KEY (tenant, id)
);
CREATE INDEX resource_in_order ON proj_v1.resource (tenant, type, created_seq, id);
CREATE INDEX resource_by_user_name ON proj_v1.resource (tenant, type, user_name);
CREATE INDEX resource_by_external_id ON proj_v1.resource (tenant, type, external_id);
CREATE INDEX resource_by_display_name ON proj_v1.resource (tenant, type, display_name);
CREATE INDEX resource_by_search ON proj_v1.resource USING gin (search jsonb_path_ops);

-- Values that only one resource of its type may have. The decider keeps them unique; the key is the second wall.
CREATE TABLE proj_v1.taken_key (
    tenant      text NOT NULL COLLATE "C",
    type        text NOT NULL COLLATE "C",
    attribute   text NOT NULL COLLATE "C",
    value       text NOT NULL COLLATE "C",
    resource_id text NOT NULL COLLATE "C",
    PRIMARY KEY (tenant, type, attribute, value)
);
CREATE INDEX taken_key_by_resource ON proj_v1.taken_key (tenant, resource_id);

-- Membership is rows, and intervals: `to_seq` is null while it lasts.
CREATE TABLE proj_v1.membership (
    tenant      text        NOT NULL COLLATE "C",
    group_id    text        NOT NULL COLLATE "C",
    member_id   text        NOT NULL COLLATE "C",
    member_type text        NOT NULL COLLATE "C",
    from_seq    bigint      NOT NULL,
    from_at     timestamptz NOT NULL,
    to_seq      bigint,
    to_at       timestamptz,
    PRIMARY KEY (tenant, group_id, member_id, from_seq)
);
CREATE UNIQUE INDEX membership_now ON proj_v1.membership (tenant, group_id, member_id) WHERE to_seq IS NULL;
CREATE INDEX membership_of_member_now ON proj_v1.membership (tenant, member_id, group_id) WHERE to_seq IS NULL;

-- Every version of a resource with the range in which it was true. The deleted state has `document` null.
CREATE TABLE proj_v1.resource_version (
    tenant   text        NOT NULL COLLATE "C",
    id       text        NOT NULL COLLATE "C",
    type     text        NOT NULL COLLATE "C",
    version  bigint      NOT NULL,
    from_seq bigint      NOT NULL,
    from_at  timestamptz NOT NULL,
    to_seq   bigint,
    to_at    timestamptz,
    document jsonb,
    PRIMARY KEY (tenant, id, version)
);

-- Which requests touched a resource: the target of the request, and every resource that its facts are about.
CREATE TABLE proj_v1.resource_request (
    tenant      text        NOT NULL COLLATE "C",
    resource_id text        NOT NULL COLLATE "C",
    seq         bigint      NOT NULL,
    PRIMARY KEY (tenant, resource_id, seq)
);

-- Who asked what, and how it was answered: one row a request.
CREATE TABLE proj_v1.request (
    tenant      text        NOT NULL COLLATE "C",
    seq         bigint      NOT NULL,
    partition   integer     NOT NULL,
    request_id  text        NOT NULL COLLATE "C",
    recorded_at timestamptz NOT NULL,
    operation   text        NOT NULL COLLATE "C",   -- create, replace, patch, delete; unreadable for a quarantined record
    credential  text        NOT NULL COLLATE "C",
    address     text,
    user_agent  text,
    status      integer     NOT NULL,
    scim_type   text        COLLATE "C",
    detail      text,
    idempotency_key text    COLLATE "C",            -- the client's, where it sent one
    fingerprint text        COLLATE "C",            -- SHA-256 of the command, where there is such a key
    PRIMARY KEY (tenant, seq)
);
CREATE INDEX request_by_id ON proj_v1.request (tenant, request_id);
CREATE INDEX request_by_idempotency_key ON proj_v1.request (tenant, idempotency_key) WHERE idempotency_key IS NOT NULL;

-- The connector's own tables. All of it can be rebuilt from the decisions, except links and shadows, which say what
-- targets have confirmed. All text that is compared has COLLATE "C".

-- How far each partition of the decisions log is folded.
CREATE TABLE connector.partition_position (
    partition   integer PRIMARY KEY,
    topic_id    text    NOT NULL COLLATE "C",
    next_offset bigint  NOT NULL,
    seq         bigint  NOT NULL
);

-- The read model: what every resource is now. `document` is null once it is deleted.
CREATE TABLE connector.resource (
    tenant   text   NOT NULL COLLATE "C",
    id       text   NOT NULL COLLATE "C",
    type     text   NOT NULL COLLATE "C",
    version  bigint NOT NULL,
    document jsonb,
    last_seq bigint NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (tenant, id)
);
CREATE INDEX resource_by_manager ON connector.resource
    (tenant, (document #>> '{urn:ietf:params:scim:schemas:extension:enterprise:2.0:User,manager,value}'))
    WHERE document #>> '{urn:ietf:params:scim:schemas:extension:enterprise:2.0:User,manager,value}' IS NOT NULL;

CREATE TABLE connector.member (
    tenant      text   NOT NULL COLLATE "C",
    group_id    text   NOT NULL COLLATE "C",
    member_id   text   NOT NULL COLLATE "C",
    member_type text   NOT NULL COLLATE "C",
    from_seq    bigint NOT NULL,
    PRIMARY KEY (tenant, group_id, member_id)
);
CREATE INDEX member_of ON connector.member (tenant, member_id);

-- One row a target. `fingerprint` tells whether its configuration changed.
CREATE TABLE connector.lane (
    target_id     text PRIMARY KEY COLLATE "C",
    tenant        text    NOT NULL COLLATE "C",
    kind          text    NOT NULL COLLATE "C",                    -- scim, webhook
    delivery      text    NOT NULL COLLATE "C" CHECK (delivery IN ('state', 'strict')),
    fingerprint   text    NOT NULL COLLATE "C",
    state         text    NOT NULL COLLATE "C" CHECK (state IN ('active', 'paused', 'disabled', 'removed')),
    breaker_state text    NOT NULL COLLATE "C" DEFAULT 'closed' CHECK (breaker_state IN ('closed', 'open', 'half_open')),
    open_until    timestamptz,
    openings      integer NOT NULL DEFAULT 0,                      -- since the last success
    failures      integer NOT NULL DEFAULT 0,                      -- since the last success
    failing_since timestamptz,
    not_before    timestamptz,                                     -- Retry-After
    last_error_class text COLLATE "C",
    last_status   integer,
    last_error    text,
    last_failed_at timestamptz
);
CREATE INDEX lane_of_tenant ON connector.lane (tenant);

-- One row for each (target, resource): what it must get and how far that is. `generation` grows with everything that
-- makes a new look necessary, so that a worker that finishes knows whether it has seen the last of it.
CREATE TABLE connector.lane_key (
    target_id        text     NOT NULL COLLATE "C",
    resource_id      text     NOT NULL COLLATE "C",
    resource_type    text     NOT NULL COLLATE "C",
    tenant           text     NOT NULL COLLATE "C",
    desired_seq      bigint   NOT NULL,
    applied_seq      bigint   NOT NULL DEFAULT 0,
    generation       bigint   NOT NULL DEFAULT 1,
    state            text     NOT NULL COLLATE "C" CHECK (state IN ('waiting', 'working', 'failing', 'parked', 'done')),
    priority         smallint NOT NULL,                            -- 0 leavers, 1 users, 2 groups
    attempt          integer  NOT NULL DEFAULT 0,                  -- failed attempts since the last success
    due_at           timestamptz NOT NULL,
    worker           text COLLATE "C",
    leased_until     timestamptz,
    waiting_since    timestamptz,                                  -- when the first unapplied decision was recorded
    waits_for        text,                                         -- in words, where it waits for something else
    first_failed_at  timestamptz,
    last_failed_at   timestamptz,
    last_error_class text COLLATE "C",
    last_status      integer,
    last_error       text,
    request_ids      text[] NOT NULL DEFAULT '{}',
    PRIMARY KEY (target_id, resource_id)
);
CREATE INDEX lane_key_due ON connector.lane_key (target_id, priority, due_at) WHERE state IN ('waiting', 'failing');
CREATE INDEX lane_key_leased ON connector.lane_key (target_id, leased_until) WHERE state = 'working';
CREATE INDEX lane_key_parked ON connector.lane_key (target_id, last_failed_at) WHERE state = 'parked';
CREATE INDEX lane_key_failing ON connector.lane_key (target_id, last_failed_at) WHERE state = 'failing';
CREATE INDEX lane_key_open ON connector.lane_key (tenant, target_id) WHERE state <> 'done';

-- How a resource is tied to one at the target. `shadow` is what the target last confirmed; for an intent, what was sent.
CREATE TABLE connector.link (
    target_id   text  NOT NULL COLLATE "C",
    resource_id text  NOT NULL COLLATE "C",
    remote_id   text  COLLATE "C",
    remote_etag text,
    applied_seq bigint NOT NULL DEFAULT 0,
    shadow      jsonb NOT NULL,
    state       text  NOT NULL COLLATE "C" CHECK (state IN ('intent', 'linked', 'gone')),
    PRIMARY KEY (target_id, resource_id)
);
CREATE INDEX link_by_remote_id ON connector.link (target_id, remote_id);

-- Memberships that the target has confirmed.
CREATE TABLE connector.member_link (
    target_id        text NOT NULL COLLATE "C",
    group_id         text NOT NULL COLLATE "C",
    member_id        text NOT NULL COLLATE "C",
    remote_member_id text NOT NULL COLLATE "C",
    PRIMARY KEY (target_id, group_id, member_id)
);
CREATE INDEX member_link_of ON connector.member_link (target_id, member_id);

-- Memberships that may differ between ours and the target's. `removal_owed` is the barrier: a removal must be seen.
CREATE TABLE connector.member_gap (
    target_id    text    NOT NULL COLLATE "C",
    group_id     text    NOT NULL COLLATE "C",
    member_id    text    NOT NULL COLLATE "C",
    seq          bigint  NOT NULL,
    removal_owed boolean NOT NULL,
    PRIMARY KEY (target_id, group_id, member_id)
);
CREATE INDEX member_gap_of ON connector.member_gap (target_id, member_id);

-- Changes of `active` that must never be collapsed.
CREATE TABLE connector.barrier (
    target_id   text    NOT NULL COLLATE "C",
    resource_id text    NOT NULL COLLATE "C",
    seq         bigint  NOT NULL,
    ordinal     integer NOT NULL,
    kind        text    NOT NULL COLLATE "C" CHECK (kind IN ('deactivated', 'reactivated')),
    PRIMARY KEY (target_id, resource_id, seq, ordinal)
);

-- Strict delivery: every fact, in order per resource. A row goes when the target has taken it.
CREATE TABLE connector.outbox (
    target_id   text    NOT NULL COLLATE "C",
    resource_id text    NOT NULL COLLATE "C",
    seq         bigint  NOT NULL,
    ordinal     integer NOT NULL,
    event_id    text    NOT NULL COLLATE "C",
    recorded_at timestamptz NOT NULL,
    request_id  text    COLLATE "C",
    fact        json    NOT NULL,
    PRIMARY KEY (target_id, resource_id, seq, ordinal)
);

-- Copies of parked keys on their way to the dead-letter topic.
CREATE TABLE connector.dead_letter (
    id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant text NOT NULL COLLATE "C",
    record text NOT NULL
);

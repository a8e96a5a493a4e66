-- When a key was last left with everything done: what was read of the target before that says nothing about it.
ALTER TABLE connector.lane_key ADD COLUMN settled_at timestamptz;

-- A comparison of what a target shows with what it must have.
CREATE TABLE connector.reconciliation (
    id           text    PRIMARY KEY COLLATE "C",
    target_id    text    NOT NULL COLLATE "C",
    tenant       text    NOT NULL COLLATE "C",
    state        text    NOT NULL COLLATE "C" CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
    report_only  boolean NOT NULL,
    request_id   text    COLLATE "C",                              -- of the act that asked for it
    reason       text,
    phase        text    COLLATE "C",
    attempt      integer NOT NULL DEFAULT 0,
    worker       text    COLLATE "C",
    leased_until timestamptz,
    queued_at    timestamptz NOT NULL DEFAULT now(),
    begun_at     timestamptz,                                      -- the last attempt
    ended_at     timestamptz,
    steps        bigint  NOT NULL DEFAULT 0,                       -- that are stored: each is, once
    found        bigint  NOT NULL DEFAULT 0,                       -- findings, while it is read
    calls        bigint  NOT NULL DEFAULT 0,
    users        bigint  NOT NULL DEFAULT 0,
    groups       bigint  NOT NULL DEFAULT 0,
    memberships  bigint  NOT NULL DEFAULT 0,
    unread       bigint  NOT NULL DEFAULT 0,                       -- groups whose members could not be read
    pending      bigint  NOT NULL DEFAULT 0,                       -- resources with changes that are under way
    findings     jsonb,                                            -- how many of each kind
    says         text,                                             -- why it ended otherwise than by being done, or what it left out
    hold_id      text    COLLATE "C",                              -- the question to a person
    asked        text[],                                           -- the kinds that the question is about
    asked_not_ours boolean NOT NULL DEFAULT false
);
CREATE UNIQUE INDEX reconciliation_open ON connector.reconciliation (target_id) WHERE state IN ('queued', 'running');
CREATE INDEX reconciliation_of_target ON connector.reconciliation (target_id, queued_at);
CREATE INDEX reconciliation_asked ON connector.reconciliation (hold_id) WHERE hold_id IS NOT NULL;

-- What a target showed, for as long as it is read.
CREATE TABLE connector.reconciliation_seen (
    run_id        text NOT NULL COLLATE "C" REFERENCES connector.reconciliation ON DELETE CASCADE,
    resource_type text NOT NULL COLLATE "C",
    remote_id     text NOT NULL COLLATE "C",
    reference     text NOT NULL COLLATE "C",
    external_id   text COLLATE "C",
    name          text,
    active        boolean,                                         -- where the target says so
    PRIMARY KEY (run_id, resource_type, remote_id)
);
CREATE INDEX reconciliation_seen_reference ON connector.reconciliation_seen (run_id, reference);

CREATE TABLE connector.reconciliation_member (
    run_id    text NOT NULL COLLATE "C" REFERENCES connector.reconciliation ON DELETE CASCADE,
    group_id  text NOT NULL COLLATE "C",
    reference text NOT NULL COLLATE "C",
    PRIMARY KEY (run_id, group_id, reference)
);

-- The names, in small letters, of resources of ours that are to be there and were not shown: whatever bears one of them
-- is taken over, and nobody's to take away.
CREATE TABLE connector.reconciliation_awaited (
    run_id        text NOT NULL COLLATE "C" REFERENCES connector.reconciliation ON DELETE CASCADE,
    resource_type text NOT NULL COLLATE "C",
    name          text NOT NULL,
    PRIMARY KEY (run_id, resource_type, name)
);

-- `key_id` is the key that is raised when it is repaired. A resource that is none of ours gets a key of its own then,
-- whose name is `extra:` with the type and the target's id: a target may give one id to a user and to a group.
CREATE TABLE connector.reconciliation_finding (
    run_id        text NOT NULL COLLATE "C" REFERENCES connector.reconciliation ON DELETE CASCADE,
    number        bigint GENERATED ALWAYS AS IDENTITY,
    kind          text NOT NULL COLLATE "C"
        CHECK (kind IN ('missing', 'extra', 'drift', 'member_missing', 'member_extra')),
    resource_type text NOT NULL COLLATE "C",
    resource_id   text COLLATE "C",
    key_id        text NOT NULL COLLATE "C",
    remote_id     text COLLATE "C",
    member_id     text COLLATE "C",
    member_remote_id text COLLATE "C",
    ours          boolean NOT NULL,
    name          text,
    active        boolean,
    changes       jsonb NOT NULL DEFAULT '[]',
    says          text,
    repeated      boolean NOT NULL DEFAULT false,                  -- it was repaired after the run before, and is back
    repair_id     text COLLATE "C",
    repair_at     timestamptz,
    PRIMARY KEY (run_id, number)
);
CREATE UNIQUE INDEX reconciliation_finding_once ON connector.reconciliation_finding
    (run_id, kind, key_id, coalesce(member_id, ''), coalesce(member_remote_id, ''));
CREATE INDEX reconciliation_finding_told ON connector.reconciliation_finding (key_id) WHERE repair_id IS NOT NULL;
CREATE INDEX reconciliation_finding_kind ON connector.reconciliation_finding (run_id, kind, number);
CREATE INDEX reconciliation_finding_repair ON connector.reconciliation_finding (repair_id) WHERE repair_id IS NOT NULL;

ALTER TABLE connector.act
    DROP CONSTRAINT act_kind_check,
    ADD CONSTRAINT act_kind_check CHECK (kind IN ('redrive', 'discard', 'cancel', 'reconcile', 'repair'));

-- Whether a resource of ours has this one of the target's by now.
CREATE FUNCTION connector.is_ours(of_target text, of_type text, of_remote text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM connector.link i
        JOIN connector.lane_key k ON k.target_id = i.target_id AND k.resource_id = i.resource_id
        WHERE i.target_id = of_target AND i.remote_id = of_remote AND i.state = 'linked' AND k.resource_type = of_type
            AND NOT starts_with(i.resource_id, 'extra:'))
$$;

-- How many people of ours have an account at a target: whom an act that takes people away is measured by. `at_most` ends
-- the counting early; NULL counts all.
CREATE FUNCTION connector.linked_people(of_target text, at_most bigint DEFAULT NULL) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT count(*) FROM (SELECT 1 FROM connector.link i
        JOIN connector.lane_key k ON k.target_id = i.target_id AND k.resource_id = i.resource_id
        WHERE i.target_id = of_target AND i.state = 'linked' AND k.resource_type = 'User'
            AND NOT starts_with(k.resource_id, 'extra:')
        LIMIT at_most) AS counted
$$;

-- Whether what is none of ours may be taken away: a repair that is not over named it, and no resource of ours has it by
-- now. Its key alone says nothing: whoever looks at all keys of a target again was told of none.
CREATE FUNCTION connector.is_told(of_target text, of_key text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM connector.reconciliation_finding f
        JOIN connector.reconciliation r ON r.id = f.run_id AND r.target_id = of_target
        JOIN connector.lane_key k ON k.target_id = of_target AND k.resource_id = of_key
        WHERE f.key_id = of_key AND f.repair_id IS NOT NULL AND (k.settled_at IS NULL OR k.settled_at < f.repair_at)
            AND NOT connector.is_ours(of_target, f.resource_type, f.remote_id))
$$;

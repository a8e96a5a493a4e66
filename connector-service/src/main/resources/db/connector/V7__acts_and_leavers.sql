-- A discarded key has left the dead letters without being applied: its next change tries again. `act_id` is the act that
-- touched it last.
ALTER TABLE connector.lane_key DROP CONSTRAINT lane_key_state_check;
ALTER TABLE connector.lane_key
    ADD CONSTRAINT lane_key_state_check
        CHECK (state IN ('waiting', 'working', 'failing', 'parked', 'done', 'discarded')),
    ADD COLUMN act_id text COLLATE "C";

-- Dead letters are paged by when they were parked; the resource makes the place unique.
DROP INDEX connector.lane_key_parked;
CREATE INDEX lane_key_parked ON connector.lane_key (target_id, last_failed_at, resource_id) WHERE state = 'parked';

-- What administrators did about dead letters, as the log has it, and how far it is carried out.
CREATE TABLE connector.act (
    id           text NOT NULL COLLATE "C" PRIMARY KEY,
    tenant       text NOT NULL COLLATE "C",
    target_id    text NOT NULL COLLATE "C",
    kind         text NOT NULL COLLATE "C" CHECK (kind IN ('redrive', 'discard', 'cancel')),
    body         jsonb NOT NULL,
    request_id   text NOT NULL COLLATE "C",
    recorded_at  timestamptz NOT NULL,
    state        text NOT NULL COLLATE "C" DEFAULT 'queued'
        CHECK (state IN ('queued', 'running', 'done', 'cancelled', 'refused')),
    says         text,                                             -- why it was refused or ended early, in words
    total        bigint NOT NULL DEFAULT 0,
    done         bigint NOT NULL DEFAULT 0,
    passed       bigint NOT NULL DEFAULT 0,                        -- no longer parked when their turn came
    taken_back   bigint NOT NULL DEFAULT 0,
    next_at      timestamptz NOT NULL DEFAULT now(),
    started_at   timestamptz,
    ended_at     timestamptz
);
CREATE INDEX act_open ON connector.act (next_at) WHERE state IN ('queued', 'running');
CREATE INDEX act_of_target ON connector.act (tenant, target_id, recorded_at);

-- Whom an act concerns, fixed when it begins. What the key was is kept, so that a cancelled act takes nothing with it.
CREATE TABLE connector.act_key (
    act_id          text    NOT NULL COLLATE "C",
    resource_id     text    NOT NULL COLLATE "C",
    ordinal         bigint  NOT NULL,
    state           text    NOT NULL COLLATE "C" DEFAULT 'pending'
        CHECK (state IN ('pending', 'done', 'passed', 'taken_back')),
    was             text    COLLATE "C",
    generation      bigint,
    attempt         integer,
    first_failed_at timestamptz,
    last_failed_at  timestamptz,
    PRIMARY KEY (act_id, resource_id)
);
CREATE INDEX act_key_pending ON connector.act_key (act_id, ordinal) WHERE state = 'pending';

-- Whoever may no longer be in a target: since when, and when the target was seen to have them out. `basis` says how:
-- read back, the target's word, or that the account was not there or inactive already.
CREATE TABLE connector.leaver (
    target_id   text   NOT NULL COLLATE "C",
    resource_id text   NOT NULL COLLATE "C",
    seq         bigint NOT NULL,
    tenant      text   NOT NULL COLLATE "C",
    cause       text   NOT NULL COLLATE "C" CHECK (cause IN ('deactivated', 'deleted', 'out_of_scope')),
    request_id  text   COLLATE "C",
    since       timestamptz NOT NULL,
    off_at      timestamptz,
    basis       text   COLLATE "C" CHECK (basis IN ('read', 'answer', 'known')),
    alarmed_at  timestamptz,
    PRIMARY KEY (target_id, resource_id, seq)
);
CREATE INDEX leaver_on ON connector.leaver (since) WHERE off_at IS NULL;
CREATE INDEX leaver_by_time ON connector.leaver (since);
CREATE INDEX leaver_of_target ON connector.leaver (tenant, target_id, since);

-- What each instance did in each minute, for rates. Written now and then, not with every delivery.
CREATE TABLE connector.throughput (
    target_id text        NOT NULL COLLATE "C",
    instance  text        NOT NULL COLLATE "C",
    minute    timestamptz NOT NULL,
    applied   bigint      NOT NULL,
    failed    bigint      NOT NULL,
    PRIMARY KEY (target_id, instance, minute)
);
CREATE INDEX throughput_by_minute ON connector.throughput (minute);

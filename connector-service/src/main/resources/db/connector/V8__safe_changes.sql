-- A gap is closed by whoever saw the last of it: the revision is another one whenever the gap is touched.
-- `attempted_remote_id` is set before a member is added, so that a lost answer is not forgotten.
CREATE SEQUENCE connector.gap_revision;
ALTER TABLE connector.member_gap
    ADD COLUMN revision            bigint NOT NULL DEFAULT nextval('connector.gap_revision'),
    ADD COLUMN attempted_remote_id text COLLATE "C";

-- Whether a call was made whose outcome nobody stored: the resource is read again before the next one.
ALTER TABLE connector.link ADD COLUMN unsure boolean NOT NULL DEFAULT false;

-- From when on an act waits for a person. `fault` is what is wrong with the target's entry.
ALTER TABLE connector.lane
    ADD COLUMN mass_percent integer NOT NULL DEFAULT 5,
    ADD COLUMN mass_people  integer NOT NULL DEFAULT 50,
    ADD COLUMN fault        text;

-- An act that may take people away from a target: weighed first, and held where they are many.
CREATE TABLE connector.hold (
    id              text    PRIMARY KEY COLLATE "C",
    target_id       text    NOT NULL COLLATE "C",
    tenant          text    NOT NULL COLLATE "C",
    act             text    NOT NULL COLLATE "C" CHECK (act IN ('configuration', 'return', 'replay', 'repair', 'directory')),
    request_id      text    COLLATE "C",                           -- of an act in the directory
    whole           boolean NOT NULL,                              -- whether every removal belongs to the act, or only those by scope and mapping
    state           text    NOT NULL COLLATE "C"
        CHECK (state IN ('weighing', 'held', 'passed', 'released', 'rejected', 'overtaken')),
    position        text    NOT NULL DEFAULT '' COLLATE "C",       -- the last resource that was weighed
    deactivations   integer NOT NULL DEFAULT 0,
    deletions       integer NOT NULL DEFAULT 0,
    groups          integer NOT NULL DEFAULT 0,
    people          integer,                                       -- who had an account at the target when it was decided
    reason          text,
    begun_at        timestamptz NOT NULL DEFAULT now(),
    decided_at      timestamptz,
    decided_by      text,
    decision_reason text
);
CREATE INDEX hold_of_target ON connector.hold (target_id, begun_at);
CREATE INDEX hold_open ON connector.hold (state) WHERE state IN ('weighing', 'held');

-- The act that asked for the last look at the key, while it may still take something away, and the replay that the key
-- is part of.
ALTER TABLE connector.lane_key
    ADD COLUMN hold_id   text COLLATE "C",
    ADD COLUMN replay_id text COLLATE "C",
    DROP CONSTRAINT lane_key_state_check,
    ADD CONSTRAINT lane_key_state_check
        CHECK (state IN ('waiting', 'working', 'failing', 'parked', 'held', 'done', 'discarded'));
CREATE INDEX lane_key_hold ON connector.lane_key (hold_id, resource_id) WHERE hold_id IS NOT NULL;
CREATE INDEX lane_key_replay ON connector.lane_key (replay_id, resource_id) WHERE replay_id IS NOT NULL;

-- A new comparison of what a target has with what it must have, a few resources at a time.
CREATE TABLE connector.replay (
    id          text    PRIMARY KEY COLLATE "C",
    target_id   text    NOT NULL COLLATE "C",
    tenant      text    NOT NULL COLLATE "C",
    state       text    NOT NULL COLLATE "C" CHECK (state IN ('running', 'paused', 'cancelled', 'done')),
    from_seq    bigint,
    from_time   timestamptz,
    resource_id text    COLLATE "C",
    distrust    boolean NOT NULL,
    rate        integer NOT NULL,                                  -- resources a second
    total       integer NOT NULL,
    raised      integer NOT NULL DEFAULT 0,
    position    text    NOT NULL DEFAULT '' COLLATE "C",           -- the last resource that was raised
    log_offset  bigint,                                            -- strict delivery: the next decision to read
    log_end     bigint,
    next_at     timestamptz NOT NULL DEFAULT now(),
    begun_at    timestamptz NOT NULL DEFAULT now(),
    begun_by    text,
    reason      text,
    ended_at    timestamptz
);
CREATE INDEX replay_of_target ON connector.replay (target_id, begun_at);
CREATE INDEX replay_running ON connector.replay (state) WHERE state = 'running';

-- The replay that an event belongs to.
ALTER TABLE connector.outbox ADD COLUMN replay_id text COLLATE "C";

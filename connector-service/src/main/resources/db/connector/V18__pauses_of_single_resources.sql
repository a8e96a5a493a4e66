-- What all instances know of how a target does: how often it did what was asked, and when for the last time, as far as
-- instances have told; and how often whoever made it ask for a pause.
ALTER TABLE connector.lane
    ADD COLUMN successes    bigint NOT NULL DEFAULT 0,
    ADD COLUMN pauses       bigint NOT NULL DEFAULT 0,
    ADD COLUMN succeeded_at timestamptz;

-- Resources that make their target ask for pauses, beside what the target did meanwhile. `run` tells one run of failures
-- of a resource from the next: what is known of another one says nothing.
CREATE TABLE connector.lone_pause (
    target_id          text        NOT NULL COLLATE "C",
    resource_id        text        NOT NULL COLLATE "C",
    run                timestamptz NOT NULL,
    counted            integer     NOT NULL,
    successes_at_last  bigint      NOT NULL,
    own                bigint      NOT NULL,
    successes_at_first bigint      NOT NULL,
    all_at_first       bigint      NOT NULL,
    noted_at           timestamptz NOT NULL,
    PRIMARY KEY (target_id, resource_id)
);

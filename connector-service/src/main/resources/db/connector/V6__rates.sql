-- How often a target may be called, shared by all instances: for each rate class the time of the next call that is not
-- yet given away. The class '*' counts every call; its limit is what 429s have taught, and null until one did.
CREATE TABLE connector.lane_rate (
    target_id        text        NOT NULL COLLATE "C",
    class            text        NOT NULL COLLATE "C",
    next_at          timestamptz NOT NULL,
    limit_per_second double precision,
    calls_to_probe   integer,
    taught_at        timestamptz,
    PRIMARY KEY (target_id, class)
);

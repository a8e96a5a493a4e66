-- How many members of a group were changed lately, where the target takes only so many of one group in some time. Rows that
-- are older than that time go as others come.
CREATE TABLE connector.lane_change (
    target_id text        NOT NULL COLLATE "C",
    class     text        NOT NULL COLLATE "C",
    group_id  text        NOT NULL COLLATE "C",
    at        timestamptz NOT NULL,
    members   integer     NOT NULL,
    PRIMARY KEY (target_id, class, group_id, at)
);
CREATE INDEX lane_change_by_age ON connector.lane_change (target_id, class, at);

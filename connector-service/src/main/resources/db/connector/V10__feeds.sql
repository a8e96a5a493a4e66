-- Feeds: what a target of kind `feed` is told, in order, for whoever reads it. `head` is the position of the last entry.
-- Whoever appends holds the row until the entries are committed, so that positions are committed in their order and
-- without a gap: a reader that has seen one has seen all before it. Cursors are signed with `secret`.
CREATE TABLE connector.feed (
    target_id       text   PRIMARY KEY COLLATE "C",
    tenant          text   NOT NULL COLLATE "C",
    secret          bytea  NOT NULL,
    head            bigint NOT NULL DEFAULT 0,
    acknowledged    bigint NOT NULL DEFAULT 0,
    acknowledged_at timestamptz,
    pruned          bigint NOT NULL DEFAULT 0,                     -- the last entry that is kept no more
    keep_entries    bigint NOT NULL DEFAULT 100000,                -- of acknowledged ones
    keep_millis     bigint NOT NULL DEFAULT 604800000
);

CREATE TABLE connector.feed_entry (
    target_id     text   NOT NULL COLLATE "C" REFERENCES connector.feed ON DELETE CASCADE,
    position      bigint NOT NULL,
    what          text   NOT NULL COLLATE "C",
    resource_type text   NOT NULL COLLATE "C",
    resource_id   text   NOT NULL COLLATE "C",
    data          text   NOT NULL,
    appended_at   timestamptz NOT NULL,
    PRIMARY KEY (target_id, position)
);
CREATE INDEX feed_entry_of_resource ON connector.feed_entry (target_id, resource_id, position);

-- What the entries so far make of each resource, for whoever begins to read.
CREATE TABLE connector.feed_resource (
    target_id     text    NOT NULL COLLATE "C" REFERENCES connector.feed ON DELETE CASCADE,
    resource_id   text    NOT NULL COLLATE "C",
    resource_type text    NOT NULL COLLATE "C",
    shape         text    NOT NULL,
    active        boolean NOT NULL,
    PRIMARY KEY (target_id, resource_id)
);
CREATE INDEX feed_resource_in_order ON connector.feed_resource (target_id, resource_type, resource_id);

CREATE TABLE connector.feed_member (
    target_id   text NOT NULL COLLATE "C" REFERENCES connector.feed ON DELETE CASCADE,
    group_id    text NOT NULL COLLATE "C",
    member_id   text NOT NULL COLLATE "C",
    member_type text NOT NULL COLLATE "C",
    PRIMARY KEY (target_id, group_id, member_id)
);
CREATE INDEX feed_member_of ON connector.feed_member (target_id, member_id);

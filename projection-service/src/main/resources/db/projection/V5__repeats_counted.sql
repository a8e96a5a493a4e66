-- How many records of the decisions log are repeats, at least: whoever claims a partition need not read them again to know that they
-- hide no decision. Where the log ended when they were counted: a shorter one has lost its tail, or is another. A table of its own,
-- because a directory that is folded beside has positions of its own, and the same log.
CREATE TABLE rollcall.decisions_log (
    partition integer PRIMARY KEY,
    repeats   bigint  NOT NULL,
    log_end   bigint  NOT NULL
);

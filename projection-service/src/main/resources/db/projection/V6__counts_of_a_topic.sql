-- Of which topic the repeats were counted: one that was made anew has none of them, and soon as many records. What was counted before
-- is counted once more.
ALTER TABLE rollcall.decisions_log ADD COLUMN topic_id text NOT NULL DEFAULT '' COLLATE "C";

-- Who was out and is seen to be in again, without having come back. It is a leaving of its own, under the number of the
-- one before: `again` numbers those that follow it.
ALTER TABLE connector.leaver
    ADD COLUMN again integer NOT NULL DEFAULT 0,
    DROP CONSTRAINT leaver_pkey,
    ADD PRIMARY KEY (target_id, resource_id, seq, again),
    DROP CONSTRAINT leaver_cause_check,
    ADD CONSTRAINT leaver_cause_check CHECK (cause IN ('deactivated', 'deleted', 'out_of_scope', 'on_again'));

-- When it was first heard that a leaver is not off, although the target says so. It counts only where it is not before
-- first_failed_at: a later run of failures knows nothing of an earlier one.
ALTER TABLE connector.lane_key ADD COLUMN unconfirmed_since timestamptz;

-- How many reads beside the deliveries the target has answered, as far as instances have told: which resource is never
-- read is told by the others that are.
ALTER TABLE connector.lane ADD COLUMN reads bigint NOT NULL DEFAULT 0;

-- The end of the last pause of the target that was longer than any wait of the schedule of retries. A run of failures that
-- began before it begins anew behind it: the time of a long pause is taken from nobody's schedule.
ALTER TABLE connector.lane ADD COLUMN stood_still_until timestamptz;

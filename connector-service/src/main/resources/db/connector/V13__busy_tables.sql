-- Each delivery changes the row of its key some times, and each row that is taken leaves a dead one at the head of the
-- index of what is due. They are to be cleared away at once, and what the planner knows must keep up with a fill.
ALTER TABLE connector.lane_key SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02,
    autovacuum_vacuum_cost_delay = 0);
ALTER TABLE connector.outbox SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02,
    autovacuum_vacuum_cost_delay = 0);
-- How many of a replay are on their way is asked all the time, and those that are done stay part of it to its end.
CREATE INDEX lane_key_replay_open ON connector.lane_key (replay_id, resource_id)
    WHERE replay_id IS NOT NULL AND state IN ('waiting', 'working', 'failing');
ALTER TABLE connector.link SET (autovacuum_analyze_scale_factor = 0.05);
ALTER TABLE connector.member_gap SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);

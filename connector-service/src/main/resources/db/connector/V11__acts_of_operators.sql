-- The lane of a target by the name that its tenant knows: the one rule, for every statement that is given a name. A
-- recorded target comes before one of the file with the same name, as it does for delivery. Where the tenant has no such
-- target it is the name itself, so that whoever looks for its keys finds none.
CREATE FUNCTION connector.lane_of(of_tenant text, target_name text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT coalesce(
        (SELECT l.target_id FROM connector.lane l
         WHERE l.tenant = of_tenant AND l.state <> 'removed'
           AND l.target_id IN (target_name, target_name || '@' || of_tenant)
         ORDER BY position('@' IN l.target_id) DESC LIMIT 1),
        target_name)
$$;

-- Decisions about holds and what is done with replays are acts as well. Whoever carries acts out refuses a kind that it
-- does not know.
ALTER TABLE connector.act DROP CONSTRAINT act_kind_check;
ALTER TABLE connector.hold ADD COLUMN decision_request_id text COLLATE "C";

-- A replay is named like the act that asked for it. Whom it concerns is found out in pages while it is beginning.
ALTER TABLE connector.replay
    ADD COLUMN hold_id    text COLLATE "C",
    ADD COLUMN request_id text COLLATE "C",
    DROP CONSTRAINT replay_state_check,
    ADD CONSTRAINT replay_state_check CHECK (state IN ('beginning', 'running', 'paused', 'cancelled', 'done'));
DROP INDEX connector.replay_running;
CREATE INDEX replay_running ON connector.replay (state) WHERE state IN ('beginning', 'running');

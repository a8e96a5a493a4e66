-- What of a resource a target gets. `shaping` tells whether scope or mapping changed; `scope_groups` are the groups
-- whose members belong at the target.
ALTER TABLE connector.lane
    ADD COLUMN shaping      text   NOT NULL DEFAULT '' COLLATE "C",
    ADD COLUMN scope_groups text[] NOT NULL DEFAULT '{}';

-- Whether the resource was in scope when it was last brought up to date: groups leave out who is not.
ALTER TABLE connector.lane_key ADD COLUMN in_scope boolean NOT NULL DEFAULT true;

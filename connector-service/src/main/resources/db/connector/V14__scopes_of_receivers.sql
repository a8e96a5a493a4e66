-- What a receiver of events was told of a resource, where a scope decides about that; null until it has decided once.
-- `entering` and `leaving` are stored before it is told, so that a lost answer leaves a trace. `tellings` numbers these, and
-- is part of the names of the events by which somebody comes or goes.
ALTER TABLE connector.lane_key
    ADD COLUMN presence text COLLATE "C" CHECK (presence IN ('untold', 'entering', 'told', 'leaving')),
    ADD COLUMN tellings bigint NOT NULL DEFAULT 0;

-- Whether a scope decides about what a receiver of events is told: where none does, it was told of everything.
ALTER TABLE connector.lane ADD COLUMN scoped boolean NOT NULL DEFAULT false;

-- What administrators recorded: the resources of reserved types, such as targets. A row never goes: what is deleted
-- leaves a mark, so that the sum of the versions grows with every change.
CREATE TABLE connector.reserved_resource (
    tenant      text   NOT NULL COLLATE "C",
    type        text   NOT NULL COLLATE "C",
    name        text   NOT NULL COLLATE "C",
    version     bigint NOT NULL,
    document    jsonb  NOT NULL,
    seq         bigint NOT NULL,
    recorded_at timestamptz NOT NULL,
    request_id  text   NOT NULL COLLATE "C",
    PRIMARY KEY (type, tenant, name)
);

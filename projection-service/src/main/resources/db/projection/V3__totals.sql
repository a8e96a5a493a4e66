-- How many resources of a type a tenant has: the total of a list without a filter, which counted them all for each page. A type
-- that ever had one keeps its row, so that the same history gives the same rows however it is cut into batches.
CREATE TABLE proj_v1.resource_total (
    tenant text   NOT NULL COLLATE "C",
    type   text   NOT NULL COLLATE "C",
    total  bigint NOT NULL,
    PRIMARY KEY (tenant, type)
);
INSERT INTO proj_v1.resource_total (tenant, type, total)
SELECT v.tenant, v.type, (SELECT count(*) FROM proj_v1.resource r WHERE r.tenant = v.tenant AND r.type = v.type)
FROM (SELECT DISTINCT tenant, type FROM proj_v1.resource_version) v;

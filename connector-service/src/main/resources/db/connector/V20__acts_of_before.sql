-- Where the log ended when this database first saw the partition. What stands before it happened before the database
-- was made: its acts are history. Databases of before this column have carried them out, and go on as they are.
ALTER TABLE connector.partition_position ADD COLUMN live_from bigint NOT NULL DEFAULT 0;

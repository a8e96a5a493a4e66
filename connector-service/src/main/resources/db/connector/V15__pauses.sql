-- Why a target wants no call before `not_before`, for how long it asked, and when a person last lifted such a pause: instances
-- that have heard of it by themselves learn so that it is over.
ALTER TABLE connector.lane
    ADD COLUMN pause_status integer,
    ADD COLUMN pause_text text,
    ADD COLUMN pause_asked timestamptz,
    ADD COLUMN pause_lifted_at timestamptz;

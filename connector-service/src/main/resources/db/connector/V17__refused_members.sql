-- Whom a target has refused as a member, or refused to let go: others are tried before them.
ALTER TABLE connector.member_gap ADD COLUMN refused boolean NOT NULL DEFAULT false;

-- Groups that are members of groups: few, and walked by every question about somebody's groups.
CREATE INDEX membership_nested_now ON proj_v1.membership (tenant, member_id, group_id)
    WHERE to_seq IS NULL AND member_type = 'Group';

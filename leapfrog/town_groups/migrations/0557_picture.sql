-- lowest program version: 1
-- As of when a copy shows the picture of its group.
alter table town_groups_group add column picture_at timestamptz;

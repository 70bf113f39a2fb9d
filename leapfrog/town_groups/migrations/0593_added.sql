-- lowest program version: 1
-- What the town of who added somebody to a group signed: {"text", "key", "sig"}; all towns keep it.
alter table town_groups_person add column added jsonb;

-- lowest program version: 1
-- Whether somebody is to be told when an activity is given up.
alter table fediverse_activity add column watched boolean not null default false;
